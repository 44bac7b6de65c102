// Written by tests/random/golden/numpy_stream.py; regenerate with: /usr/bin/python3 tests/random/golden/numpy_stream.py
// Needs python3-numpy and python3-mpmath; NumPy 1.24.2, glibc 2.36, x86-64.
// clang-format off
#pragma once

#include <stdint.h>

namespace golden {

struct numpy_words {
    uint32_t seed, words[8];
    uint64_t fingerprint_of_2000_words;
};
inline constexpr numpy_words numpy_word_streams[] = {
    {0x0, {0x8c7f0aac, 0x97c4aa2f, 0xb716a675, 0xd821ccc0, 0x9a4eb343, 0xdba252fb, 0x8b7d76c3, 0xd8e57d67},
     0x996da68c70105cb9},
    {0x1, {0x6ac1f425, 0xff4780eb, 0xb8672f8c, 0xeebc1448, 0x00077eff, 0x20ccc389, 0x4d65aacb, 0xffc11e85},
     0x31efe8809ebcb3a1},
    {0x2, {0x6f9d5ca8, 0x2f618a0f, 0x06a319ed, 0xee797648, 0x8cb6ae16, 0xf29e792b, 0x6f7149d2, 0x7c18844b},
     0x38e7ae59fa8b55a6},
    {0x3, {0x8d01176a, 0x121b0698, 0xb5492cf9, 0xd706e683, 0x4a78bbb8, 0x1f0f63c8, 0x82c59900, 0x91be6315},
     0xf2b575a00f97ac70},
    {0x2a, {0x5fe1dc66, 0xcbea3db3, 0xf362035c, 0x2ef5950e, 0xbb63f46a, 0xc799d447, 0x9941aebc, 0x98cb2c14},
     0x98c4d3bad3dafcb8},
    {0xffffffff, {0x18fe69a3, 0x1c924122, 0xe991ec0c, 0x900cac47, 0xc9fe37b4, 0x86bcfe40, 0xc7ae50d6, 0xc54701fa},
     0x735bb444b44a3fac},
};

// Seed 3: 2000 uniform numbers.
inline constexpr uint64_t numpy_uniform_bits[] = {
    0x3fe1a022ec486c1a, 0x3fe6a9259f5c1b9a, 0x3fd29e2ee8f87b1e, 0x3fe058b32246f98c,
    0x3fec93057dbf8d2a, 0x3fecae6ed81332ad, 0x3fc0132df0a66c68, 0x3fca86ef43f759b8};
inline constexpr uint64_t numpy_uniform_fingerprint = 0x44b7a505d88ab22f;

struct numpy_difference {
    uint32_t index;
    int32_t bits;
};
inline constexpr numpy_difference numpy_differences_0[] = {
    {662, 1}, {663, 1}, {9008, -1}, {9009, -1}};
inline constexpr numpy_difference numpy_differences_2a[] = {
    {76, 1}, {77, 1}, {7697, 1}};
inline constexpr numpy_difference numpy_differences_75bcd15[] = {
    {472, -1}, {473, -1}, {1430, -2}, {1431, -1}, {1886, -1}, {1887, -1}, {8142, 1}, {8143, 1}};
inline constexpr numpy_difference numpy_differences_ffffffff[] = {
    {3617, -1}, {9180, 1}, {9181, 1}};
struct numpy_normals {
    uint32_t seed, count;
    uint64_t first[4], fingerprint;
    const numpy_difference* differences;
    uint32_t difference_count;
};
inline constexpr numpy_normals numpy_normal_streams[] = {
    {0x1, 2000, {0x3ff9fd5190657c50, 0xbfe393822fb7d9ad, 0xbfe0e6c872548fd2, 0xbff12ae1255cb80c},
     0xe7edb3576370ec5e, nullptr, 0},
    {0x2, 3000, {0xbfdaac291b3d4d7e, 0xbfaccf016d92d330, 0xc00116edfa85e943, 0x3ffa3e8c9a6aed31},
     0x155798f511fef7f9, nullptr, 0},
    {0x3, 4000, {0x3ffc9e38e3e13df2, 0x3fdbefc703152c8a, 0x3fb8b40edd841de6, 0xbffdd0ddb9948fd7},
     0x6149892acee4a6db, nullptr, 0},
    {0x0, 10000, {0x3ffc398ef3e5cfa5, 0x3fd99c2cfacc8953, 0x3fef51d25222c9ab, 0x4001ed5969e3314e},
     0xa940d5fe21d979ec, numpy_differences_0, 4},
    {0x2a, 10000, {0x3fdfca2a28a9307c, 0xbfc1b2a505de052a, 0x3fe4b9dd50245e68, 0x3ff85e548e01aa2b},
     0x5e41ae497fb0f6d3, numpy_differences_2a, 3},
    {0x75bcd15, 10000, {0x4001b405f672012d, 0x400106f56cae59a6, 0x3ffd77a660b51b2d, 0x3fb51704a746ba90},
     0x84326b813c887e68, numpy_differences_75bcd15, 8},
    {0xffffffff, 10000, {0x3fe4bfc38c486d8a, 0x3fe56b192e507eee, 0xbff149e836f192fd, 0x3fd23543dec5a0fc},
     0x71ae748764a59410, numpy_differences_ffffffff, 3},
};

// Seed 1: shuffles of 0..19, of 0..299 and of 0..65535 in turn, then one word.
inline constexpr uint32_t numpy_shuffle_of_20[] = {
    0x03, 0x10, 0x06, 0x0a, 0x02, 0x0e, 0x04, 0x11, 0x07, 0x01, 0x0d, 0x00, 0x13, 0x12, 0x09, 0x0f,
    0x08, 0x0c, 0x0b, 0x05};
inline constexpr uint64_t numpy_shuffle_fingerprints[] = {
    0xf02f7e938cecafd9, 0xb1793b132b28a705};
inline constexpr uint32_t numpy_word_after_shuffles = 0xbb702e3a;

// Seed 2: 200 rounds of round % 4 normals, round % 3 uniforms and a shuffle of 0..4.
inline constexpr uint32_t numpy_mixed_count = 1499;
inline constexpr uint64_t numpy_mixed_fingerprint = 0xbfda4414e986d805;

// Seed 3: the first column of randn(3, 5), and then rand(2, 2).
inline constexpr uint64_t numpy_column_bits[] = {
    0x3ffc9e38e3e13df2, 0xbfd6b45f017b0c89, 0xbff505970c30f50c};
inline constexpr uint64_t numpy_rest_bits[] = {
    0x3fd09797933808da, 0x3fda91049c6c13b2, 0x3fd2254662736d32, 0x3fe62e2f9258b2e7};

}  // namespace golden
