// Written by tests/random/golden/normal_bits.py; regenerate with: /usr/bin/python3 tests/random/golden/normal_bits.py
// Needs python3-numpy.
// clang-format off
#pragma once

#include <stdint.h>

namespace golden {

struct normal_bits {
    uint64_t seed;
    uint32_t first_floats[8];
    uint64_t first_doubles[4], fingerprint_of_floats, fingerprint_of_doubles;
};
inline constexpr uint32_t normal_float_count = 65536;
inline constexpr uint32_t normal_double_count = 16384;
inline constexpr normal_bits normal_bit_streams[] = {
    {0x1,
     {0x3f6518cf, 0x3da3be1a, 0xbebeb6d3, 0xc0079d64, 0xbf900fcc, 0x403b8bad, 0xbf703dcb, 0xbfc12064},
     {0xbfe844f69b73b4be, 0xbfe8cebca5ea1f87, 0xbff22d8cc1e48764, 0xbff7d006e44ddd5b},
     0xe9f37faf30d02aaf, 0x0c28ed0d321124f5},
    {0x2,
     {0xbff38ff0, 0x3ff72e96, 0xc015682f, 0xbf21034d, 0x3e8bff6f, 0x3ee38bac, 0x3e15825b, 0x3f0af469},
     {0x3ffc6bf0c23ad216, 0xbffa514d20df8c72, 0x4002ad305dd759b2, 0x3fdb68c52b3f5db3},
     0xeaef041da57334ca, 0x0f6cdcc75fa09689},
    {0x3,
     {0x3ec3d9ff, 0x3f030a44, 0x3ee90874, 0xbf5faec4, 0x3daf4ce9, 0xbf87f14c, 0x3f9a73f4, 0x3f3a86c8},
     {0xc001119cc5c7b883, 0x3fe738f62edeecf8, 0xbfdd215977ddc934, 0x3fd7358341d29329},
     0xe955f5a2ee15476b, 0x205ff3eb9dcffb4c},
    {0x123456789abcdef0,
     {0x3f2904ad, 0xbac08a65, 0x3e2d1c28, 0xbf24079a, 0xbf607add, 0xbea204cd, 0xbf46205b, 0xbfc0baaf},
     {0x3fb8009dbcbd73f1, 0x3f9b992e3f241403, 0xbfd8cbe52eb776c7, 0x3fd6cc98d992b8ea},
     0xf0234291b7b22827, 0x87945d18deb5f320},
};

// The stream of the parent whose first four words are zero.
inline constexpr uint32_t normal_float_zero_lane_bits[] = {
    0x40bc62b7, 0x3fa55387, 0x3e909d08, 0xbfff4a4a, 0x3f3ceefb, 0xbe90b0ee, 0xbff35b5a, 0xbe50ef96,
    0x35951d17, 0xbfac8998, 0xbda751a4, 0x3f2bc46e, 0xbe94b56e, 0x3ef7adfa, 0x3efe1abf, 0x3e9f73be};

}  // namespace golden
