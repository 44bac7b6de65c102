// Written by tests/random/golden/normal.py; regenerate with: /usr/bin/python3 tests/random/golden/normal.py
// Needs python3-numpy and python3-mpmath.
// clang-format off
#pragma once

#include <stdint.h>

namespace golden {

// Correctly rounded doubles, in the order of the stream; also for normal<float>.
inline constexpr uint64_t normal_float_seed_3[] = {
    0x3fd87b3fef396724, 0x3fe061487444a6c2, 0x3fdd210e912456b2, 0xbfebf5d87d8d29a3,
    0x3fb5e99d057b7264, 0xbff0fe2971d0aade, 0x3ff34e7e958a67ad, 0x3fe750d8ec927004,
    0xc00187fc35e4495f, 0x4005baaf19a8b4b8, 0x3fc2f7cf21609daf, 0x3f8605e0a1a3eec2,
    0xbfc1bfdb8851f36e, 0xbfec06ab60061bf2, 0xbfc0611e908273ba, 0xbfec56b58c4ac0e9,
    0x3fd3f0dc94041b44, 0xbfe4dfa6fb331cc9, 0x3fd05a16ffe209e7, 0x3fc76741c4622b85,
    0xbfe7811d020e381f, 0x3fe809b813b64154, 0xbfebe948c42c3cbc, 0x3f8722c3ebd8c004,
    0xbff37845354946af, 0x3fc9a7fcbcc1ac6a, 0xbff3cde8b6a4ead1, 0xbfe36a1a48979b36,
    0x3fbf11bd419ca0f3, 0xbf819673b5840c2f, 0x3ff2ae624dfe064b, 0xbfe57dc6cd157811,
    0xbfd47e03fb3b51cd, 0x3ff5db56a7176a9d, 0xbfb6bfd5fe67d81f, 0x3feef5ca61ac2ec5,
    0x3ff65d41c6e3ff3a, 0xbffb931c85914d06, 0x3f9f1bab1e60706b, 0x3fa5c5dae88727c2,
    0xbfdf9a682962dde5, 0xbfee87337db02365, 0x3fd06a580959a88c, 0x3ffa09938f42e379,
    0xbfca4de5415b6992, 0x4003c7e0c5c5adb2, 0x3fea5b0865d276e5, 0x3feb8474d9d3d09b,
    0x3ff7e4f55fe1c674, 0x3fe21d9336b1d81f, 0xbfeab89a66a66981, 0x3fc5f53b16a9385a,
    0xbfa0ec4f88b13fbf, 0xbff53ebb0085bb03, 0x3fce4147890a7800, 0x3fefa42170501f16,
    0xbfe5e8ba920b0e5a, 0x3fe790bc447a7959, 0xbfe9d29f33e0c8c9, 0x3fda910d3f80195e,
    0x3fe91a1531af6ade, 0x3feb8c1fa62dbad0, 0x3fd109099826b5b0, 0xbfebdad5ef2b8300,
    0x3fed151ec509b592, 0xbfccf288cc5c3648, 0xbfac7665911f39c6, 0xbfd63f2af70def2e,
    0x3fe9fb79b6799a06, 0x3fe67da591a2158b, 0x3f96185b213b8240, 0xbfc9f6af5a403411,
    0x3ffa1f88bc1952be, 0xbfd4e10b909e6b82, 0x3fdc4a2571bff21b, 0xbff5d0d7cd4c82f7,
    0x3fe1d173beb12ea3, 0x3ff5f55f7febffb7, 0xbfe6ff6284aa656a, 0xbfd4aa10b271c215,
    0xbff08d376fb3b947, 0xc000278dcbe6d7ef, 0x3ff760c28c7f450c, 0x4000bd2a4c0e5675,
    0x3ff71133b67bd6bb, 0xbfdf92e6309887f4, 0x3fcd71813f918cb1, 0x3fe86e8e63d4eb22,
    0xc0090aade3be28df, 0x3fb9b9d9cfd9d472, 0x3fcdc41913c12638, 0xbffd36d67af365a4,
    0x3fd98014ae754148, 0x3fa72aea4cb211f6, 0xbfe6d19ee4a4da26, 0x3feb1ddb77f30fa2,
    0x3fc2913fdf000026, 0x3fba0de859c8f97f, 0xbfa6a647cf7320fd, 0x400218ac65d83edc,
    0xbfe90394766e02e9, 0xbff5b6422b250b02, 0xbf3b65b883b33dd2, 0x3fd40302aacda786,
    0x3feb77c017d6ec4d, 0xc002f3fb378cfd98, 0x3fef6f5e26266cf4, 0x3ffd53e786a7c923,
    0xbff52ad73a956d99, 0x3fcf2e8319ea4eb7, 0xbfe669fcc305856e, 0xbfe9f81a095b604c,
    0xbfe759588905722b, 0x3fed4959e1eda188, 0xbfa6b444ba5e91d6, 0xbfe3439695d37029,
    0x3fd8911d41ca3331, 0xbfdcae9283d5b384, 0x4000cecc37a73232, 0x3ffda51b87a0d1e4,
    0xbfc073d6372e739e, 0xbfd59efab2972046, 0x3fddb4abad90ec20, 0xbfca8de3ea973e82,
    0x3ffa220774c0866f, 0xbfea5b623955e73b, 0x3ff6a41227eb1c18, 0x3ffc86627016eca1,
    0xbfbead783c29e4f1, 0xbff25523637b4010, 0x3fe4a13e8a30bc52, 0xbfe3e883bc0909a6,
    0x3ff034b55079dd8d, 0xbff48672c3c64a5c, 0x3fd9cb0d94bd2442, 0x3fe21cd67dce5bc0,
    0xbff710588d7d7cf7, 0xbfc70547382259f0, 0x3fffb3b6917d2f5c, 0x3fe2c4509c2a9415,
    0xbfeb0fdbe9182f7d, 0xbfc84f4dddc042cb, 0x3fb55fb32295d50e, 0x3fd6e99041d77443,
    0x3ffdbe772d9c2ee1, 0xc0038a5ba6ffa098, 0xbfc394e5f4941d90, 0xbff46175840f1fab,
    0x3fb1b0c8f72fe293, 0xbfd678cd133bc984, 0xbfdc851cd10b2f61, 0xbff02f8866c048cc,
    0xbfdce42bee60968e, 0x3fd3e7bc9b199384, 0x3feb5a0c3cad04b7, 0x3ff20d7d037e795e,
    0xbfcd27a745bba659, 0x3ff8f7e67e60f662, 0x3feca71b86c6c998, 0xbffad729b6560192,
    0x3fe592a7721b04f6, 0x3fe88b61a462d383, 0xbfd71ec750e5c676, 0xc00010b42d5d7b20,
    0xbff4d941992c5279, 0xbfd941928700ee4e, 0x3fee8a2b410a3a32, 0x3fed857d322687f0,
    0xbff1530342b1346e, 0xbfee4819e0afa4ff, 0xbfd128e0bf3f8f0b, 0x3fe0f0888d129573,
    0xc0012139220d435d, 0x3ff3643922bd3bcd, 0xbff692288f58b0f9, 0x3ff3620e45a7ce9a,
    0xbfecaef1ea589e8f, 0xbfe23e5e7716fced, 0xbfe78d050abf8000, 0xbfecbe1dd5e50f16,
    0xbfeced96fba89fca, 0x3fc284dec1fb6f7b, 0xbfe748d2a8120e80, 0xbfd045687a57747c,
    0x3fe9ad85985162a9, 0x3f8fed18034f850a, 0x3fe43b3ad232dc6f, 0x3ff94e099aefff76,
    0xbff8ad0170a127ef, 0xbfd266dc38c597a3, 0x3fc03944937b1ab6, 0x3fe6df2b1bbdf100};

inline constexpr uint64_t normal_double_seed_3[] = {
    0xc001119cc5c7b883, 0x3fe738f62edeecf8, 0xbfdd215977ddc934, 0x3fd7358341d29329,
    0x3f80b216f76d859a, 0x3fa254d5e47198f8, 0xbfe5faa325b55293, 0x3fd5d24c6ae5d806,
    0x3fe42516bca00b2c, 0xc0055601ba2e8097, 0x3fc2f605b97fb633, 0xbfe970d7f59be14a,
    0xbfc4d520ed30904f, 0xbff6049c2c09c358, 0x3ff001579529f724, 0xbff184defd24ee6e,
    0xbfa1bb00ef108c3b, 0xbfef7295b3d716b1, 0xbfd1576a341c1655, 0x3ff8f39c7470f9d4,
    0xbfc14adf0fdf430b, 0xbfe59388c03f637c, 0x3fe86f7c8c833f88, 0xbfe822d86e3a17a4,
    0x3fe2ccd578b5b838, 0xbff58746dec0135f, 0xbf90a9b45d8cbda1, 0xbff12cea848d7fd3,
    0xbff68048eecfdedd, 0x400780207043381f, 0xbfd3d8a97447335b, 0x3fda923baef2e6bd,
    0x3ffde2ea889da3dc, 0x3fd1722b1acb5ed7, 0xbfccf0940010b323, 0x3ff650a441406ca7,
    0xbfdd36bea77dd5a4, 0x3ff274ad99b75979, 0x3f984ad48bf29593, 0xbfd82cecc7a4c6ea,
    0x3faa3c07b15e5c22, 0x3fd277c662467891, 0x3fd891645c0a83de, 0x3fc7de578e9390fd,
    0x3febea0d5bb2d8c5, 0xbff05f0c2445aae7, 0xbfe6fed47b799bdc, 0xbfaaa360dfe5d5b8,
    0x3fabf008616f1f57, 0xbffb6fd176a6a1ad, 0x3fe91a9610573eca, 0x3ff2e77e609c74b1,
    0x3fa9f3647180a5b6, 0xbfeb32bd408a3aed, 0x3fe5b1dd446ad16f, 0x3feb182e1c544f84,
    0xbfebcd6da29e9e64, 0xbffa34b3420b7e4d, 0xbfe2f9001441c585, 0xc00549a5a6860886,
    0x3ff892a4bd75d2c8, 0xbff15e56e9231daf, 0x3fc687a228064ec1, 0x3fc96d08fcc306bd,
    0x3fe8b18bd78566f7, 0x3ff1b5faf37fe0f6, 0xbfea2037debc7ea6, 0x3fb47a6e3474fa44,
    0x3ff4c9abbb8452af, 0xbfcd4d5bca9a474e, 0xbfd4aac6709f1628, 0x3fd9e340b3b13c6f,
    0x3ff3932963bf0c11, 0x3fd628b8509e87a8, 0xbffeac0ba68cb3f2, 0x3feb3d44c4e54a66,
    0xbfcd7ceb00f409a5, 0x3ff46c4d85277362, 0xbfd054d03625fae6, 0x3fe114cc31f2068d,
    0xbff4511a2238bee0, 0x3fe6e453079b3325, 0xbfd469c7ca87d865, 0x3fe7f7e2722cbb23,
    0x3fe7aac08370b869, 0x3ff3604e2b2bd644, 0x3fbedc0d68210ce5, 0xbf3e34d4e7e886cc,
    0x3fbecbf5823ddd16, 0xbfef8caaa9539ad3, 0xbfd44e214d08ad94, 0x3ffefde10290f67e,
    0x400328d7aba821f4, 0xbfd97181376330a8, 0xbffb2ec1321f2c78, 0xbff85d0f13a91e4c,
    0xbff192619b72c52b, 0x3fd5d6d803fd5a76, 0x3ff194706dc0e7d2, 0xbfe74a49bf945c1a,
    0xbff64bc10ac44ddd, 0x3ffcdaa2cf59db86, 0x3fd90039ca98868a, 0xbfef9c7387852703,
    0xbfdea92446944c2c, 0xc001e4db52ae991d, 0x3fd8cf6f7e8344e7, 0x3ff834792e292822,
    0xbf9f176c0160211c, 0x3fd4c6147e2b2846, 0x3ff437b407d95750, 0xbffdd5edcbf6f0d7,
    0xbfe41a595add4b59, 0xbfd5c60a241b19b7, 0x3fcc785b3042290e, 0xbfe923c5e8014f35,
    0x3fe92c1c2a649b2c, 0xbfe6ea540dcfb4d0, 0x3fb56fb903c5d235, 0x40039b371c31bb2f,
    0x4004236646399dd9, 0x3fe76b7db2fc4e85, 0xbff107b0fe022473, 0xbfe990c73c9c96ab,
    0x3fd8ac457dcf5322, 0xbfc7487be1e2ee2e, 0x3fb13284cc8c2aa7, 0x3fd0e4706ab2dcb7,
    0xbfc813f37ab3c47b, 0x3fe6fa3f43bcfb83, 0x3fe094e8430ed9f6, 0x3fe0eb43fb220f55,
    0xbfd9ddd801c100d1, 0x3ffff3c17fbb8dad, 0x3ffaf8969b602fe3, 0xbff2ae5f25eb30e3,
    0xbfdf586f0deb4677, 0xbff366824b00eea9, 0x3fe158af1ae57a56, 0xbff89c8ac8dd55bf,
    0x3ff16342ac76fceb, 0x3ff2c20031a7f545, 0xbfd213d3491370ff, 0xbfa5a7c113b4ab14,
    0x3fe8029bfa6ba123, 0xbff1238d687a1246, 0xbff157732aeb25cc, 0x3ff46d0a1a6ebce4,
    0x3fc3444e80374285, 0xbfe475df22cd971a, 0x3ff7e02cb9fd9c45, 0x3fe271d704aafb50,
    0xbfef3a6fab9dd0d7, 0xbff200c4f7ce85ca, 0x3ff17588ab229e00, 0xbfdc0d61c72b1571,
    0x3fffb9f756753a53, 0x3fe23bc6d86556e3, 0xbfd9ee63e5a83dbb, 0xbfd318ee3d75fe3f,
    0x3fe743ca69a3db26, 0xbfe439c50d293f5c, 0x3ff253ddbe514264, 0x3fdcffd6ab5d331a,
    0xbfd7bf92dc4f663b, 0x3fe5f08e7a262fa1, 0x3ff3983a0c1a4576, 0x3fd5161243197020,
    0x3fe4263db1698888, 0xbfe75e72de9fd7d7, 0xbff05cf6073a057b, 0xbfefbf853ffafa61,
    0x3fceff38804d411e, 0xbfd3fcf38fd6c6aa, 0x40018cc6533dda75, 0x3fb4b827bb9cbed3,
    0x3fd4c6f90bb596cf, 0xbfd2555d6f9dcb56, 0xbff88897a8f2d273, 0x3fe76eb6f0a34fbd,
    0x3fe05ba9ac60e43f, 0x3fc49beae14905f4, 0xbfeb68e2f86bd98e, 0xbfd2798910d50a7b,
    0x3fd87006707726b3, 0x3ff9fdd3c607394c, 0xbfcf3f6d83e6f151, 0xbfd71136955f41c6,
    0xbf87510725bfac46, 0x3febee2fe719f037, 0xbffaa18d73cb0aba, 0x40002b6386a7df1e};

inline constexpr uint64_t normal_float_seed_wide[] = {
    0x3fe52095ab14d826, 0xbf58114c6d5c6d55, 0x3fc5a384f0c67f69, 0xbfe480f3346291c8,
    0xbfec0f5b8e9192f4, 0xbfd44099978a9c38, 0xbfe8c40b4d3185c6, 0xbff81755de8925f1,
    0x3ff77d4d485d1204, 0x3fdee9934f6dc103, 0x3fda81ee77d6ef1f, 0xbff8adff0a17838c,
    0xbfe1e862d819ebf3, 0x3fd14313dcc749d3, 0x3fe91aacdcb404eb, 0xbfe555e0e1d1e5e1,
    0x3fe725af4de21d9b, 0x3ff2c6512ad74990, 0xbfe81da2d7a9d782, 0xbf7377f5f65e01b5,
    0x3fb41a99610dcf26, 0x3fefd8fa07c5acfc, 0x3fe8821f60e16f17, 0x3fdc47ddb3506cd9,
    0xbfc53e844324cc6f, 0xbff362da8cde3435, 0xbfe6daee7b30a999, 0x3fe64fc57e9669e2,
    0xbf96ced9a62320e4, 0xbfdce43225b46ade, 0x3fc7e0b3f21f3637, 0x3fd68f0029bc5039,
    0x3ff527bfc733d19e, 0x3fcdf786f72f5658, 0x3fe04588c470e94f, 0x3fcacb4d29c2ad5f,
    0x4004e97dd9774c83, 0xbfdda49a5bb50593, 0xbfd64c3d02a76491, 0x3fed3bf1a8fd8484,
    0x3fe4a7d590f6b26d, 0x3ffb30b2bf88acfc, 0x3feb824f55000612, 0x3fe5e66e2e6d9905,
    0xbff01df29e461e66, 0x3fe522138de4933f, 0x3fe569705d7c40ea, 0x3fd305bbd0e28fd0};

inline constexpr uint64_t normal_double_seed_wide[] = {
    0x3fb8009dbcbd73f1, 0x3f9b992e3f241403, 0xbfd8cbe52eb776c6, 0x3fd6cc98d992b8ea,
    0x3ff0a3db462878aa, 0xbfd949dcb8609317, 0xbfbe2dc64cbfffa2, 0x3fef99bf6c2a4295,
    0xbff9b63642e67946, 0x3fdedd482edd22e6, 0xbfcc9feed936a0f9, 0xbffa1bff6b50268b,
    0xbf96425801bf4c04, 0xbfc0916b8b267303, 0xbff187eb74341338, 0xbff5158106f92fd1,
    0x3fe5c06b53553c96, 0x3fe5b09641268c4b, 0xbfead0980d796169, 0x3fd866927ad3a272,
    0x3ffd49634a5cb8bf, 0xbfb50c3af2b335ce, 0x3fe5cf4b2b868c8d, 0xbfecb1f03c0d24fc,
    0xbff4e0faff0e7554, 0x3ff936b1cdafd4f9, 0xbfe164521c76292f, 0xbfe361a11ed052ed,
    0x4000f728428f6478, 0xbfe9ad95c04ddad0, 0x3fd4b2ad5a690092, 0x3fd6101398daf6e9,
    0xbfe0d83d0a414d4f, 0xbfe92c0bf19129e3, 0xbffa6c7c630d0a0a, 0xbfe987470f78b961,
    0x3fe2b78c24cae1cf, 0xbfe5d0a1e43f8af9, 0x3fb49de10ed47e60, 0xbff051e16c2ee8cb,
    0x3fbf1e42a4521b25, 0x3ffc9f31994f2cfe, 0xbfcda85a3f5460f2, 0xbffa2bdc102355e0,
    0xc000c99f51eb7cf0, 0x3ff612a8ddcf54d1, 0x3fb87ff9f52fa828, 0xbfe545883729da56};

inline constexpr uint64_t normal_float_zero_lane[] = {
    0x40178c56dd5dbade, 0x3ff4aa70f0ab5120, 0x3fd213a104f4a6d1, 0xbfffe949329b7f5f,
    0x3fe79ddf60cc35de, 0xbfd2161d925ef20b, 0xbffe6b6b50365cfb, 0xbfca1df2905356ca,
    0x3eb2a3a2d4640d7d, 0xbff59132fab60932, 0xbfb4ea34ab392a4c, 0x3fe5788dd5b55cb9,
    0xbfd296adccf26f42, 0x3fdef5bf3d25d1da, 0x3fdfc357f0f4e515, 0x3fd3ee77e28ce319,
    0x4008e6b80752f911, 0x40019cfe762931ec, 0xbfe0c9f1b167be2a, 0x3fd1f732864a6830,
    0xbff854b68031df4e, 0xbff11d45e04f5251, 0x3fc1ee7fbe04a40b, 0xbfca1179d8be6ab0,
    0x4008f08bb51eef23, 0x3ffb9418019a5dda, 0x3fbf3f022a373fcc, 0x3fe07bc929f2a7e1,
    0x3fd1f096ef285eb8, 0xbfa2d30a976262b7, 0xbffe9f23eca68192, 0x3fddf983233f2283};

inline constexpr uint64_t normal_double_zero_lane[] = {
    0x40178c56c01a33df, 0x3ffda2149282b259, 0x3fc8e173e3d0415f, 0x3ff261e1b3246aea,
    0xbfd074a546ff5324, 0xbfe07fbcce77e7e0, 0x3ff11330e7968754, 0x3fd122bea58bbcf2,
    0x3f627ea615a5fe4e, 0x3fce091e9b521392, 0xbfcc3ce2b6b56001, 0xbffc352509ef02ab,
    0x3fe802517650294a, 0xbfcc0e1895130c36, 0x3ffa65e291f3e270, 0xbfd08ec47ac9c241,
    0x3ff5f0b54f6043a9, 0x400162429a27d473, 0x3fe59f51d89c803d, 0x3ff2269aaa8445ad,
    0x3fff8107cdbc3d0e, 0x3fe9e532a28cba48, 0x3fdf40e4d776d72f, 0xbff0af925d1f6452,
    0xbfe9c86a1f4be1fd, 0x40028b78e60c6bf8, 0x3fe0d7f905b57642, 0x3fe1c5d41c8980b8,
    0x3ffddb33c7ae66e4, 0xbfee2495ed224123, 0xbfad5a7691ca8a5b, 0x3ff6ff7173d396fb};

// What the parent of seed 3 gives after a normal was made from it.
inline constexpr uint32_t parent_next_word = 0x1d5f4f3a;

}  // namespace golden
