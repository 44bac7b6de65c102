// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py
// Costs every 1000 iterations, float64, from logits.
#pragma once

namespace golden {

// clang-format off
inline constexpr int course_costs_recorded = 15;
inline constexpr int course_costs_every = 1000;

struct course_costs {
    const char* dataset;
    const char* init;
    bool chaotic;  ///< beyond iteration 0, rounding decides: see course_envelope.hpp
    double cost[course_costs_recorded];  ///< before update 0, 1000, ... 14000
};

inline constexpr course_costs course_cost_curves[] = {
    {"circles", "zeros", false,
     {0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1}},
    {"circles", "random", true,
     {0x1.bb658049233f7p+10, 0x1.3f9f0e2a89f59p-1, 0x1.3258cccaf1ba2p-1, 0x1.20c9217ae75bfp-1,
      0x1.19b6f8b75494fp-1, 0x1.16cd4ca321ae3p-1, 0x1.1334131c01ac7p-1, 0x1.ec0681e3ae8acp-2,
      0x1.977235957e4f4p-2, 0x1.92f10a6738ee9p-2, 0x1.9172f16ee2ebfp-2, 0x1.8eab6cb684e79p-2,
      0x1.8b6d8602c75bdp-2, 0x1.8a3d1252aad15p-2, 0x1.88016c9091e6ap-2}},
    {"circles", "uniform", true,
     {0x1.82e704dd6238ap+10, 0x1.87033f82e3b5bp-1, 0x1.56b01ae40e52cp-1, 0x1.4d868827bd867p-1,
      0x1.4b4814707ab3fp-1, 0x1.4a1c04fab9ef4p-1, 0x1.483ebec898760p-1, 0x1.41ae0fff97ae0p-1,
      0x1.31a8b2368ee22p-1, 0x1.19bdf97e056f5p-1, 0x1.03c5038c83eb1p-1, 0x1.f6072916357f2p-2,
      0x1.ea878309750b3p-2, 0x1.e5d9ec25c96fdp-2, 0x1.e2bca1c39b4fdp-2}},
    {"circles", "he", false,
     {0x1.c41f9ee24c527p-1, 0x1.603f41197b24dp-1, 0x1.59aa759669918p-1, 0x1.4e23217d72dc6p-1,
      0x1.37728f504ddabp-1, 0x1.0f9cf7ebcdecfp-1, 0x1.a7cc1ded9ec6cp-2, 0x1.3f4358debeb49p-2,
      0x1.e54c69d69de27p-3, 0x1.7cdf585ca105dp-3, 0x1.3384c27c6f7fep-3, 0x1.f8d5d2ccf28d9p-4,
      0x1.963b1c2ac67c3p-4, 0x1.5a66a8b6e04fbp-4, 0x1.2d61219454c68p-4}},
    {"circles", "xavier", false,
     {0x1.757ab197b5414p-1, 0x1.634ca708bdb12p-1, 0x1.5f6abcbd647f2p-1, 0x1.5b5705f817ed9p-1,
      0x1.541b856574e70p-1, 0x1.45b95de9eab8ep-1, 0x1.2b5002129f80cp-1, 0x1.fcc0d52025471p-2,
      0x1.8e9707deef8fap-2, 0x1.2d828c6572b14p-2, 0x1.d4333e4f26071p-3, 0x1.77163c298b7b1p-3,
      0x1.335d31a97a851p-3, 0x1.039b6a520ad60p-3, 0x1.bc71b8dfdefdep-4}},
    {"moons", "zeros", false,
     {0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39efp-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1,
      0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1, 0x1.62e42fefa39f1p-1}},
    {"moons", "random", true,
     {0x1.4420ad61a6d2bp+10, 0x1.effada2c5dbedp-1, 0x1.47c862e1ac9a4p-1, 0x1.3dc37ae484a60p-2,
      0x1.4df818a8a7716p-2, 0x1.f4c2e2e51da7bp-3, 0x1.f3e5cb784df0cp-3, 0x1.094b34ef21735p-2,
      0x1.02e9cb435be4bp-2, 0x1.fa3ae3a9fdffdp-3, 0x1.f605b288d6dcfp-3, 0x1.f2782a9d5a88fp-3,
      0x1.ef7a0759d549bp-3, 0x1.ecf928002345cp-3, 0x1.eaef4e53f8880p-3}},
    {"moons", "uniform", false,
     {0x1.5553f3951aa86p+11, 0x1.2df1c76dfa892p-2, 0x1.24f945c80674ep-2, 0x1.18101fe8fea2fp-2,
      0x1.071fd44fed4a1p-2, 0x1.027a1a23b2714p-2, 0x1.0056b2d0334a1p-2, 0x1.f97d70030c91fp-3,
      0x1.f6be94e058bc9p-3, 0x1.f4a566d2c6982p-3, 0x1.f2f2edf7c5c82p-3, 0x1.ed1b0dc5e9e7bp-3,
      0x1.e6ac2a541a124p-3, 0x1.e0271433d96e5p-3, 0x1.de95f620769d7p-3}},
    {"moons", "he", false,
     {0x1.77ef62605c6f6p-1, 0x1.2ec2cce9a28b8p-2, 0x1.01e2720659c91p-2, 0x1.c865727214e66p-3,
      0x1.95104d6ee1b24p-3, 0x1.5d2ae59f36bf4p-3, 0x1.11722167dfe76p-3, 0x1.7febb6ec57489p-4,
      0x1.ebd5f686df8d9p-5, 0x1.2cdac3b991ab2p-5, 0x1.83777dd6e1007p-6, 0x1.0bc9f3c2b867bp-6,
      0x1.893743493ebe3p-7, 0x1.309eb4c49beaep-7, 0x1.eed83ae367529p-8}},
    {"moons", "xavier", false,
     {0x1.567fba9dcfb22p-1, 0x1.42f46652d67bfp-2, 0x1.fa0a774826b3fp-3, 0x1.c0a6b95a88df6p-3,
      0x1.98195528bef35p-3, 0x1.64a46252ca782p-3, 0x1.16f2a3d247a00p-3, 0x1.756e909394f02p-4,
      0x1.c927faa9b004fp-5, 0x1.22073008674e6p-5, 0x1.8c98660fae6b9p-6, 0x1.22e1934b98183p-6,
      0x1.c45f96cf1c1d7p-7, 0x1.6e1fe9b549fe3p-7, 0x1.311fdaf981d06p-7}},
};
// clang-format on

}  // namespace golden
