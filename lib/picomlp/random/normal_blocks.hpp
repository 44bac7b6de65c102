// Blocks of normal numbers, as normal.hpp says: for this floor's sources, not installed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
struct turn_for {
    using type = uint32_t;
};
template <>
struct turn_for<double> {
    using type = uint64_t;
};

/// Functions offers radius(u), which makes sqrt(-2 log u) of the numbers of an array in place, and
/// sincos_turn(turn, sine, cosine), for arrays of whole blocks of lanes. Every loop here runs over
/// the lanes, and each of its operations rounds by itself: vectors of any width give these bits.
template <class Functions, class T>
struct normal_blocks {
    static constexpr int lanes = 8;

    /// The generators' next `count` blocks of 16 numbers.
    static void fill(uint32_t (&words_of_state)[4][lanes], T* out, size_t count) {
        uint32_t state[4][lanes];
        __builtin_memcpy(state, words_of_state, sizeof state);
        constexpr int at_once = Functions::blocks_at_once;
        for (; count >= at_once; count -= at_once, out += at_once * 2 * lanes) {
            blocks<at_once>(state, out);
        }
        if constexpr (at_once > 1) {
            for (; count > 0; --count, out += 2 * lanes) blocks<1>(state, out);
        }
        __builtin_memcpy(words_of_state, state, sizeof state);
    }

  private:
    [[gnu::always_inline]] static uint32_t rotate_left(uint32_t word, int count) {
        return word << count | word >> (32 - count);
    }

    // One step of random::next in every lane.
    [[gnu::always_inline]] static void step(uint32_t (&state)[4][lanes], uint32_t* words) {
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

    // A block is radius cos of all lanes, then radius sin.
    template <int Blocks>
    [[gnu::always_inline]] static void blocks(uint32_t (&state)[4][lanes], T* out) {
        constexpr int count = Blocks * lanes;
        uint32_t words[sizeof(T) / 2][count];
        for (int block = 0; block < Blocks; ++block) {
            for (auto& words_of_lanes : words) step(state, &words_of_lanes[block * lanes]);
        }
        T u[count];
        typename turn_for<T>::type turn[count];
        T sine[count];
        T cosine[count];
        transform(words, u, turn);
        Functions::radius(u);
        Functions::sincos_turn(turn, sine, cosine);
        for (int block = 0; block < Blocks; ++block) {
            const int first = block * lanes;
            for (int i = 0; i < lanes; ++i) out[2 * first + i] = u[first + i] * cosine[first + i];
            for (int i = 0; i < lanes; ++i) {
                out[2 * first + lanes + i] = u[first + i] * sine[first + i];
            }
        }
    }

    template <int Count>
    [[gnu::always_inline]] static void transform(const uint32_t (&words)[2][Count],
                                                 float (&u)[Count], uint32_t (&turn)[Count]) {
        for (int i = 0; i < Count; ++i) {
            // From 2^23 on the half is rounded to even, up to u = 1, which gives a radius of zero.
            u[i] = (static_cast<float>(static_cast<int32_t>(words[0][i] >> 8)) + 0.5f) * 0x1p-24f;
        }
        for (int i = 0; i < Count; ++i) turn[i] = words[1][i];
    }

    template <int Count>
    [[gnu::always_inline]] static void transform(const uint32_t (&words)[4][Count],
                                                 double (&u)[Count], uint64_t (&turn)[Count]) {
        for (int i = 0; i < Count; ++i) {
            // At most 53 significant bits: nothing is rounded.
            const auto high = static_cast<double>(static_cast<int32_t>(words[0][i] >> 6));
            const auto low = static_cast<double>(static_cast<int32_t>(words[1][i] >> 6));
            u[i] = (high * 0x1p26 + (low + 0.5)) * 0x1p-52;
            turn[i] = static_cast<uint64_t>(words[2][i]) << 32 | words[3][i];
        }
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
