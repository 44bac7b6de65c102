// Written by tests/trainer/golden/steps.py; regenerate with: /usr/bin/python3 tests/trainer/golden/steps.py
// clang-format off
#pragma once

namespace golden::steps {
inline constexpr int count = 20;
inline constexpr int samples = 6;
inline constexpr double learning_rate = 0.2;
inline constexpr double features[] = {
    0x1.0ebce1d4c41e8p-2, 0x1.3171b35b9fa2cp+0, 0x1.2cb212db6b2ecp+0,
    0x1.e5205977536c0p-1, -0x1.646fd202869f6p+0, 0x1.268a26367c998p-1,
    -0x1.74b1307d9e9d8p-2, 0x1.c6eccc7e7c040p-5, 0x1.e53a16432a1a8p-2,
    -0x1.d63efe2338b93p-1, -0x1.5db8d569c1fffp-1, 0x1.4fc759cd2bdc0p-1,
    0x1.b2b18c1ba88f8p-1, 0x1.0d0d377327c9cp+0, 0x1.a6c6b23c94a54p-1,
    -0x1.63d78108f905ap+0, -0x1.266113ffde4eap+0, 0x1.81f7976e7e7bcp-1};
inline constexpr double first_parameters[] = {
    -0x1.76324df7f0af8p-3, 0x1.1d605cac20078p-1, 0x1.37440f7b57e62p-1,
    0x1.24efe99911c04p-1, 0x1.7a01f3ef8d8d0p-3, 0x1.50dfb71572d88p-2,
    0x1.2c2b783aeae4cp-2, -0x1.3097cdadd6428p-3, 0x1.bc9b6ee017980p-6,
    0x1.49bc767f18800p-9, -0x1.da06b39392228p-1, 0x1.aa38c5749b4a8p-2,
    0x1.ed48a315ea518p-4, 0x1.1c79d72aec47ap-2, -0x1.4c84853239880p-5,
    -0x1.ec5102bb6a768p-4, -0x1.aa346b9e3c324p-2, 0x1.d4d19f989aee0p-4,
    -0x1.a9d1044cc837ap-1, 0x1.0cdd675c4dc30p-2, 0x1.c73d7c6989fa4p-1,
    0x1.90a0928622a58p-1, 0x1.83ab26dbad22ap-1, -0x1.3df2dbe618e98p-2,
    0x1.9ff32bf75d1a4p-2, 0x1.bfe6399263360p-5, 0x1.4647f7cf55ab4p-2,
    -0x1.da8a70b456a9cp-2, 0x1.b969f91afddc0p-4, -0x1.ceafd59ae741ap-2,
    0x1.9062a3a56586cp-3, -0x1.9b175886ffc78p-2, -0x1.5663a2127d860p-1,
    -0x1.578c4b791a7b4p-2, -0x1.56977cd61f5ecp-1, 0x1.a896dbe05674ap-1,
    -0x1.ba5119029cab0p-2, -0x1.91cf66b2c9fe8p-2, -0x1.8830b01d1b13cp-2};

namespace mean_squared_error {
inline constexpr double targets[] = {
    0x1.70757f9847cfcp-1, 0x1.94455fc66c6c0p-4, -0x1.07249b86a9f60p-1,
    0x1.bac7e05cdd864p-2, -0x1.8f73f48c4b480p-7, 0x1.ae170d346b0e8p-3,
    0x1.161ddff31e24cp-1, -0x1.feaa17c0543b0p-5, -0x1.afff78e326300p-9,
    0x1.25f27a0f8d59cp-2, 0x1.ee18647e2bf70p-3, -0x1.7ace4e34f1a4ap-2};
inline constexpr double costs[] = {
    0x1.28854e5523b7bp-1, 0x1.05b48a74d17a9p-1, 0x1.c009846cefcdfp-2,
    0x1.74c6b94cbb9dcp-2, 0x1.31422a3a8f935p-2, 0x1.f3c0310856d23p-3,
    0x1.9d01e9cfdf573p-3, 0x1.5a7c20aac670bp-3, 0x1.28854cee80430p-3,
    0x1.03ea4d2da0034p-3, 0x1.d34884e86059dp-4, 0x1.adde9a6888a6cp-4,
    0x1.930f0d869051cp-4, 0x1.7f7e5fd5a245fp-4, 0x1.70d7007776629p-4,
    0x1.6586e2a16b9bfp-4, 0x1.5c832a2599015p-4, 0x1.551b27c0f0befp-4,
    0x1.4ed9616065899p-4, 0x1.496f09c7f5942p-4};
inline constexpr double parameters[] = {
    -0x1.2669214e367cap-2, 0x1.ef0504927800cp-2, 0x1.dca6fcf86ec04p-2,
    0x1.0b645bf3958adp-1, 0x1.fb878cbfe98e1p-4, 0x1.8b3a3d77936a8p-3,
    0x1.c91eafe9c5aaep-4, -0x1.d3d760348d739p-2, -0x1.8a2fb8bb564f4p-3,
    -0x1.905508dfbe024p-7, -0x1.e96cf0ffafc2fp-1, 0x1.ca2b006745506p-2,
    0x1.7edb9eaba7f59p-5, 0x1.cb55da2489dd4p-3, 0x1.bb151930c63bfp-5,
    -0x1.7c357aeaea01ap-5, -0x1.5db71424fdd82p-2, 0x1.1b0c3d338a613p-4,
    -0x1.d4f661a0ee425p-1, 0x1.4c28859b94ec0p-5, 0x1.5ef45d23b1dcep-1,
    0x1.29e77739bbf06p-1, 0x1.963240413d762p-1, -0x1.234ab44531ce3p-2,
    0x1.f7ce9ceb4597fp-2, 0x1.e0541d971c770p-5, 0x1.f10dd95c4ce7fp-3,
    -0x1.42af543e95263p-1, -0x1.d196700a19576p-3, -0x1.252f5423a2bacp-1,
    -0x1.23b1b48edf0a9p-4, -0x1.ce32e489a036bp-2, -0x1.ba49542416126p-2,
    -0x1.f6f0c1d93ecc7p-3, -0x1.55c91454705bep-1, 0x1.9a58c55215fc7p-2,
    -0x1.4f6394a2a6fe5p-1, -0x1.112444fb556c4p-4, -0x1.790a3509d0803p-5};
}  // namespace mean_squared_error

namespace huber {
inline constexpr double targets[] = {
    -0x1.4c4b6e8fd935fp+1, 0x1.a0f0924f73078p+0, -0x1.d3557eb44bc80p-4,
    -0x1.0656c5eee6ee6p+0, 0x1.0583bc99a61c0p-4, -0x1.6b10ed2fbbce0p+0,
    -0x1.230de3ed20148p+0, 0x1.85b19a4c85d38p-1, 0x1.60f8bd25aa138p-2,
    -0x1.16a96b7e95812p+0, -0x1.430aa7f863950p-1, -0x1.73c043e70f2f4p+0};
inline constexpr double costs[] = {
    0x1.12b418fdf8273p-1, 0x1.0c760c0e12c19p-1, 0x1.07ac123babcb4p-1,
    0x1.03ee8daa97472p-1, 0x1.00e86499f6519p-1, 0x1.fccacff49e8dbp-2,
    0x1.f8884e4c73864p-2, 0x1.f4dc1e3de18f8p-2, 0x1.f1a62d229f739p-2,
    0x1.eeceae70d6311p-2, 0x1.ec435e447e373p-2, 0x1.e9f5dee90a200p-2,
    0x1.e7dab0f6525e5p-2, 0x1.e5e882cd47137p-2, 0x1.e417b3f29b238p-2,
    0x1.e261f9139d9bdp-2, 0x1.e0c215eb07841p-2, 0x1.df33a6a1b41cdp-2,
    0x1.ddb2f4a414d9fp-2, 0x1.dc3cd4380c983p-2};
inline constexpr double parameters[] = {
    -0x1.2a950f9cc66cbp-3, 0x1.08b6a36e24740p-1, 0x1.287c7ded68b54p-1,
    0x1.3ffa9c2907481p-1, 0x1.ae1a59b4ffc75p-4, 0x1.07c0c26a8ce70p-2,
    0x1.7835041c7a586p-2, -0x1.b32794224a08fp-3, -0x1.eb1abf6bd1755p-6,
    -0x1.50f31c22c750ap-5, -0x1.c8b06525a9c67p-1, 0x1.bc8c209a5190dp-2,
    0x1.af42fc77b1ddap-4, 0x1.5fb867ec0e989p-2, -0x1.c91764e0b7b1ap-4,
    -0x1.d0ec3f2f8f57ep-4, -0x1.c49831dcbae63p-2, 0x1.7134a5ef42b30p-3,
    -0x1.b24f6172e0a6dp-1, 0x1.0fd38ab9264abp-2, 0x1.8a9f48e55acc3p-1,
    0x1.7407aa431f606p-1, 0x1.9021a295e75e4p-1, -0x1.06f463ff2c13cp-2,
    0x1.a152107d87f8cp-2, 0x1.27ac1467a2167p-3, 0x1.5afe67f4bf973p-2,
    -0x1.c0b05ad455208p-2, 0x1.5134554957564p-3, -0x1.dd923330a0dd9p-2,
    0x1.bdec47f9b6a21p-3, -0x1.113af63dcf04dp-1, -0x1.82fd5f1aca55bp-2,
    -0x1.cceae2c4a7371p-3, -0x1.3c736b93d2e55p-1, 0x1.5879d32aca6fcp-1,
    -0x1.0c7816ac939e3p-1, -0x1.ef1c09ecde64cp-2, -0x1.6af9dcce4e6fdp-2};
}  // namespace huber

namespace binary_cross_entropy {
inline constexpr double targets[] = {
    0x0.0p+0, 0x0.0p+0, 0x1.0000000000000p+0,
    0x0.0p+0, 0x0.0p+0, 0x1.0000000000000p+0,
    0x0.0p+0, 0x0.0p+0, 0x1.0000000000000p+0,
    0x1.0000000000000p+0, 0x0.0p+0, 0x1.0000000000000p+0};
inline constexpr double costs[] = {
    0x1.7f4c7f5593898p-1, 0x1.79cd9541dafecp-1, 0x1.74756adc26480p-1,
    0x1.6f3f0af734304p-1, 0x1.6a266da9946e8p-1, 0x1.6528825850293p-1,
    0x1.604332a5b974dp-1, 0x1.5b7558ba04c9fp-1, 0x1.56bea400ccce0p-1,
    0x1.521f6a1414191p-1, 0x1.4d9865f9a37e9p-1, 0x1.492a6cf4a466dp-1,
    0x1.44d6241f8f221p-1, 0x1.409bc302cda97p-1, 0x1.3c7aecbb7a772p-1,
    0x1.3872a3ea15399p-1, 0x1.348157944c7d1p-1, 0x1.30a5027b10257p-1,
    0x1.2cdb5445f4d27p-1, 0x1.2921dc426d3d9p-1};
inline constexpr double parameters[] = {
    -0x1.7114113fb9d5dp-3, 0x1.2f09c9a3b09c4p-1, 0x1.e7b7ff6ed1f18p-2,
    0x1.5174dc781cc0ap-1, 0x1.51a274c76b043p-4, 0x1.05a848f232671p-3,
    0x1.f27b574d07b64p-2, -0x1.ae0802fc1f1a0p-5, -0x1.b22ad1aab1d6ap-3,
    -0x1.020def5cda127p-4, -0x1.d434811210e78p-1, 0x1.0ec8b52c78bc9p-1,
    0x1.1cdb419514325p-4, 0x1.705882a6de33bp-2, 0x1.0a2b09b0dbb70p-8,
    -0x1.5b1541b6b0913p-3, -0x1.f0097e199c152p-2, -0x1.c96a6d12594c6p-7,
    -0x1.ca0dc09071007p-1, 0x1.f71d94b8b876ep-2, 0x1.5c52d8a6988e8p-1,
    0x1.94fe461123926p-1, 0x1.add59fc358cb6p-1, -0x1.6fd5c8ebe0d21p-2,
    0x1.9574074083229p-2, -0x1.13f8d43798b81p-8, 0x1.1d1837615ce9ep-2,
    -0x1.70a20350ec586p-2, 0x1.9186102ae68dep-4, -0x1.70d802bd38eb0p-2,
    0x1.ca1b15b4b1cafp-3, -0x1.49a742fc2c75bp-1, -0x1.03dfcf509abafp-2,
    -0x1.02517cb04df1cp-3, -0x1.878760dac23dcp-1, 0x1.bd6c159768b80p-1,
    -0x1.6d934dc60c6d4p-2, -0x1.e38644bc3610cp-2, -0x1.21030462f0291p-2};
}  // namespace binary_cross_entropy

namespace softmax_cross_entropy {
inline constexpr double targets[] = {
    0x1.0000000000000p+0, 0x0.0p+0, 0x0.0p+0,
    0x1.0000000000000p+0, 0x0.0p+0, 0x0.0p+0,
    0x0.0p+0, 0x1.0000000000000p+0, 0x1.0000000000000p+0,
    0x0.0p+0, 0x1.0000000000000p+0, 0x1.0000000000000p+0};
inline constexpr double costs[] = {
    0x1.3fea9f25ee883p-1, 0x1.386ff172a9c01p-1, 0x1.314de46526441p-1,
    0x1.2a859233f0330p-1, 0x1.2417422ca77c6p-1, 0x1.1e0231b49961fp-1,
    0x1.18449e081b703p-1, 0x1.12dbee6795df9p-1, 0x1.0dc4e72c21d12p-1,
    0x1.08fbd9b42727fp-1, 0x1.047ccd27f9611p-1, 0x1.00439fe081175p-1,
    0x1.f89844aa08080p-2, 0x1.f12458faecc44p-2, 0x1.ea235cd062a20p-2,
    0x1.e38d794526b63p-2, 0x1.dd5b321022eadp-2, 0x1.d785710e68f37p-2,
    0x1.d2058cce7990dp-2, 0x1.ccd54b20a4ec4p-2};
inline constexpr double parameters[] = {
    -0x1.899b2d0a4720bp-4, 0x1.895456faf095bp-1, 0x1.e2145891fc6dfp-2,
    0x1.10b8820d0a397p-1, 0x1.6ee2db196622bp-2, 0x1.ff9ff8bca7b02p-3,
    0x1.5040235d3b642p-2, 0x1.e51421454c59ep-4, 0x1.4c6d794a4744dp-8,
    -0x1.2f3b7da116413p-5, -0x1.0a511601c3467p+0, 0x1.8cadbcf80888fp-2,
    -0x1.d6dbec071c4f9p-6, 0x1.e80ccbc5dde15p-5, -0x1.2093d38814271p-3,
    -0x1.cca9636803371p-4, -0x1.b63342d41068dp-2, 0x1.1a47a41fa3d35p-3,
    -0x1.9ea19b81aabfbp-1, 0x1.3878eb46500ebp-2, 0x1.0130527e22f5ep+0,
    0x1.a21264ab2bcf0p-1, 0x1.9545a12a45466p-1, -0x1.256a211777c44p-1,
    0x1.a212c9542ecb6p-2, 0x1.fdc4d483e1a24p-5, 0x1.4ad9cec99eba8p-2,
    -0x1.d55ed8f753d70p-2, 0x1.00befab362fa4p-4, -0x1.30134b56d09cbp-1,
    0x1.8058a80ca9590p-3, -0x1.de2bb510e36aep-2, -0x1.5a76d5d63abd0p-1,
    -0x1.9935e9e76d198p-2, -0x1.350d4e912d8d2p-1, 0x1.acaa0fa413abap-1,
    -0x1.78a77a944a0cbp-2, -0x1.87408453f1a9ap-1, -0x1.6fe1c50037e1ep-7};
}  // namespace softmax_cross_entropy
}  // namespace golden::steps
