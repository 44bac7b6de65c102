// SPDX-License-Identifier: MIT
// Blocks of normal numbers, as normal.hpp describes them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The eight generators of a normal<T>, of either type.
template <class Functions>
struct normal_lanes {
    static constexpr int lanes = 8;

    /// One step of xoshiro128pp::next in every lane.
    [[gnu::always_inline]] static void step(uint32_t (&state)[4][lanes],
                                            uint32_t* __restrict words) {
#pragma GCC unroll 1
        for (int i = 0; i < lanes; ++i) {
            const uint32_t s0 = state[0][i];
            const uint32_t s1 = state[1][i];
            const uint32_t s2 = state[2][i] ^ s0;
            const uint32_t s3 = state[3][i] ^ s1;
            words[i] = rotate_left(s0 + state[3][i], 7) + s0;
            state[0][i] = s0 ^ s3;
            state[1][i] = s1 ^ s2;
            state[2][i] = s2 ^ s1 << 9;
            state[3][i] = rotate_left(s3, 11);
        }
    }

    /// The same as a call, for processors with few registers.
    [[gnu::noinline]] static void step_apart(uint32_t (&state)[4][lanes], uint32_t* words) {
        step(state, words);
    }

  private:
    [[gnu::always_inline]] static uint32_t rotate_left(uint32_t bits, int count) {
        return bits << count | bits >> (32 - count);
    }
};

/// The blocks of normal<T>. Functions offers, for arrays that hold the lanes of one or several
/// blocks, radius(u), which replaces every u by sqrt(-2 log u), and sincos_turn(turn, sine,
/// cosine). It says in blocks_at_once how many blocks are computed together. Every loop runs over
/// the lanes, and each operation rounds by itself, so vectors of any width give the same bits.
template <class Functions, class T>
struct normal_blocks {
    using generators = normal_lanes<Functions>;
    static constexpr int lanes = generators::lanes;

    /// The generators' next `count` blocks of 16 numbers.
    static void fill(uint32_t (&state)[4][lanes], T* out, size_t count) {
        constexpr int at_once = Functions::blocks_at_once;
        if constexpr (at_once > 1) {
            uint32_t own_state[4][lanes];  // a local copy, which can stay in registers
            __builtin_memcpy(own_state, state, sizeof own_state);
            for (; count >= at_once; count -= at_once, out += at_once * 2 * lanes) {
                several<at_once>(own_state, out);
            }
            __builtin_memcpy(state, own_state, sizeof own_state);
        }
        for (; count > 0; --count, out += 2 * lanes) one(state, out);
    }

  private:
    static constexpr int words_of_number = sizeof(T) / 2;

    template <int Blocks>
    [[gnu::always_inline]] static void several(uint32_t (&state)[4][lanes], T* out) {
        constexpr int count = Blocks * lanes;
        uint32_t words[words_of_number][count];
        for (int block = 0; block < Blocks; ++block) {
            for (auto& words_of_lanes : words) {
                generators::step(state, &words_of_lanes[block * lanes]);
            }
        }
        T radius[count];
        T sine[count];
        T cosine[count];
        polar(words, radius, sine, cosine);
        for (int block = 0; block < Blocks; ++block) {
            const int first = block * lanes;
            T* const of_block = out + 2 * first;
            for (int i = 0; i < lanes; ++i) of_block[i] = radius[first + i] * cosine[first + i];
            for (int i = 0; i < lanes; ++i) {
                of_block[lanes + i] = radius[first + i] * sine[first + i];
            }
        }
    }

    /// One block, with little code, memory and few registers.
    static void one(uint32_t (&state)[4][lanes], T* out) {
        uint32_t words[words_of_number][lanes];
        for (auto& words_of_lanes : words) generators::step_apart(state, words_of_lanes);
        T radius[lanes];
        polar(words, radius, out + lanes, out);
        for (int i = 0; i < lanes; ++i) out[i] = radius[i] * out[i];
        for (int i = 0; i < lanes; ++i) out[lanes + i] = radius[i] * out[lanes + i];
    }

    template <int Count>
    [[gnu::always_inline]] static void polar(const uint32_t (&words)[words_of_number][Count],
                                             T (&radius)[Count], T* sine, T* cosine) {
        uniform(words, radius);
        Functions::radius(radius);
        if constexpr (words_of_number == 2) {
            Functions::sincos_turn(words[1], sine, cosine);
        } else {
            uint64_t turn[Count];
            for (int i = 0; i < Count; ++i) {
                turn[i] = static_cast<uint64_t>(words[2][i]) << 32 | words[3][i];
            }
            Functions::sincos_turn(turn, sine, cosine);
        }
    }

    template <int Count>
    [[gnu::always_inline]] static void uniform(const uint32_t (&words)[2][Count],
                                               float (&u)[Count]) {
        for (int i = 0; i < Count; ++i) {
            // From 2^23 on the sum is rounded to even. The largest u is 1, of radius zero.
            u[i] = (static_cast<float>(static_cast<int32_t>(words[0][i] >> 8)) + 0.5f) * 0x1p-24f;
        }
    }

    template <int Count>
    [[gnu::always_inline]] static void uniform(const uint32_t (&words)[4][Count],
                                               double (&u)[Count]) {
        for (int i = 0; i < Count; ++i) {
            // At most 53 significant bits: nothing is rounded.
            const auto high = static_cast<double>(static_cast<int32_t>(words[0][i] >> 6));
            const auto low = static_cast<double>(static_cast<int32_t>(words[1][i] >> 6));
            u[i] = (high * 0x1p26 + (low + 0.5)) * 0x1p-52;
        }
    }
};

/// normal_blocks<..., T>::fill, compiled for an instruction set of x86-64.
template <class T>
using normal_routine = void (*)(uint32_t (&state)[4][8], T* out, size_t count);

// avx2_float_normals, avx2_double_normals and so on.
#define PICOMLP_DECLARE_ROUTINES(name)                       \
    extern const normal_routine<float> name##_float_normals; \
    extern const normal_routine<double> name##_double_normals;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_ROUTINES)
#undef PICOMLP_DECLARE_ROUTINES

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
