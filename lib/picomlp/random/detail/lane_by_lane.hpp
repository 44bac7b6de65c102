// SPDX-License-Identifier: MIT
// The numbers of normal<T>, one lane after the other: for processors without vectors. A lane's
// words stay in registers, and nothing between words and numbers goes to memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// One generator of a normal<T>.
struct normal_lane {
    uint32_t words[4];

    [[gnu::always_inline]] uint32_t next() { return xoshiro128pp::next_word(words); }
};

/// Pair is a number's type T and, for a lane and what is multiplied to both numbers,
///
///   static void draw(normal_lane& lane, T factor, T* cosine, T* sine)
///
/// the lane's next two numbers.
template <class Pair>
struct normal_lane_by_lane {
    using T = typename Pair::type;
    static constexpr int lanes = 8;
    static constexpr int block = 2 * lanes;

    /// The next `blocks` blocks, then one of which only the first `rest_lanes` lanes are drawn.
    [[gnu::always_inline]] static void fill(uint32_t (&state)[4][lanes], T factor, T* out,
                                            size_t blocks, T* rest, size_t rest_lanes) {
        size_t lanes_to_fill = lanes;
        if (blocks == 0) {
            out = rest;
            blocks = 1;
            lanes_to_fill = rest_lanes;
            rest_lanes = 0;
        }
        T* end = out + blocks * block;
        for (size_t i = 0; i < lanes_to_fill; ++i, ++out, ++end, ++rest) {
            normal_lane lane = {{state[0][i], state[1][i], state[2][i], state[3][i]}};
            T* to = out;
            T* stop = end;
            for (bool last = i >= rest_lanes;; last = true) {
                do {
                    Pair::draw(lane, factor, to, to + lanes);
                    to += block;
                } while (to != stop);
                if (last) break;
                to = rest;
                stop = rest + block;
            }
            for (int word = 0; word < 4; ++word) state[word][i] = lane.words[word];
        }
    }
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
