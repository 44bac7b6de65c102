// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py --envelope
// Range of the costs of chaotic runs: 128 runs whose initial weights were off
// by an ulp or not at all, none of which is more right than another. For iteration 0 see
// course_first_costs.hpp instead.
#pragma once

namespace golden {

// clang-format off
struct course_envelope {
    const char* dataset;
    const char* init;
    int agreeing_runs;  ///< of 128: predicted course_labels.hpp exactly
    double low[15];
    double high[15];
};

inline constexpr course_envelope course_envelopes[] = {
    {"circles", "random", 128,
     {0x1.bb658049233f4p+10, 0x1.3edfa80f1cc80p-1, 0x1.320df5bf09e00p-1, 0x1.20895b2909b31p-1,
      0x1.19a3a1a7010f6p-1, 0x1.16b24bc937b90p-1, 0x1.131f7b1682d8dp-1, 0x1.e09d3ff823bc6p-2,
      0x1.9732dbc75a48fp-2, 0x1.92e13645531d6p-2, 0x1.916c0eb7b585ep-2, 0x1.8e6c7a3edb34bp-2,
      0x1.8b6295df7645cp-2, 0x1.8a3479a262b29p-2, 0x1.87eca61ac4e4ep-2},
     {0x1.bb658049233fbp+10, 0x1.4096bc84f68dbp-1, 0x1.325db725ca37ep-1, 0x1.20d39e7f967aep-1,
      0x1.19b938af9abd6p-1, 0x1.16d2d3585aa78p-1, 0x1.1339d0b6ce838p-1, 0x1.f11ce894bfc71p-2,
      0x1.978ac62d859fdp-2, 0x1.92f693f0cbfccp-2, 0x1.917502ef6954ep-2, 0x1.8ec5cd8131aa2p-2,
      0x1.8b7384402eff5p-2, 0x1.8a3e25bf72a6ep-2, 0x1.88084bcf954b5p-2}},
    {"circles", "uniform", 128,
     {0x1.82e704dd62389p+10, 0x1.65d236168a03cp-1, 0x1.5378e01e1e81dp-1, 0x1.4d4d0afa2b0eap-1,
      0x1.4b4172eb5d07dp-1, 0x1.4a1766b843052p-1, 0x1.4825734f4a56dp-1, 0x1.415381b37b94dp-1,
      0x1.312cc73a84526p-1, 0x1.18f4c61090c9dp-1, 0x1.03756bab24261p-1, 0x1.f58cfb8857b91p-2,
      0x1.ea5accbb0228ap-2, 0x1.e5c2a02cc5af6p-2, 0x1.e2ada56e2f33ap-2},
     {0x1.82e704dd6238bp+10, 0x1.8841be31a0ee1p-1, 0x1.56ec81c00609bp-1, 0x1.4d95d79935323p-1,
      0x1.4b5011affdde4p-1, 0x1.4a2186fd1e761p-1, 0x1.485fb90b0b360p-1, 0x1.4217dc360dcf1p-1,
      0x1.324abbe75fe9ep-1, 0x1.1aa65f874a5f7p-1, 0x1.042f3353c3149p-1, 0x1.f6af62cbb1d26p-2,
      0x1.eabd95a3520e8p-2, 0x1.e5f97be67b30cp-2, 0x1.e2d34e145dd60p-2}},
    {"moons", "random", 128,
     {0x1.4420ad61a6d28p+10, 0x1.0c0c0530b2449p-2, 0x1.53b396406ae96p-2, 0x1.fa94d146017a0p-3,
      0x1.f843888cb4e5ep-3, 0x1.f03a3d3a51e20p-3, 0x1.ef48cf74441abp-3, 0x1.efa2f8f18bc5cp-3,
      0x1.f0711273c3cb5p-3, 0x1.f0cd1f5906bbcp-3, 0x1.ef735a19069a9p-3, 0x1.ee1e40abab50ap-3,
      0x1.ecca38f7e16a7p-3, 0x1.eb71ef6202d0fp-3, 0x1.ea4f0a340ad1dp-3},
     {0x1.4420ad61a6d2ep+10, 0x1.1ff9bbf95faa4p+1, 0x1.2e21827e11eccp+0, 0x1.21905c9b63224p-1,
      0x1.76e5764ea5970p-2, 0x1.286b7f4e2d1edp-2, 0x1.14710d63a3400p-2, 0x1.0a5197cb3dc71p-2,
      0x1.046b47da2a4d3p-2, 0x1.fba780b44c40ep-3, 0x1.f7537fb9d8c22p-3, 0x1.f38f6fbd72dbdp-3,
      0x1.f062d4d1c4f5cp-3, 0x1.edb8f0acd91aep-3, 0x1.eb855d43439bfp-3}},
};
// clang-format on

}  // namespace golden
