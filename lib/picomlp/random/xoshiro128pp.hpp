// SPDX-License-Identifier: MIT
// The library's own source of random bits: small, fast, and the same on every target.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {
struct normal_lane;  // random/detail/lane_by_lane.hpp
}

/// xoshiro128++ (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS
/// 47, 2021): 16 bytes of state, period 2^128 - 1, 32 bits a step from shifts, xors and adds.
///
/// A plain value: copying it copies the stream, nothing is shared, and one object must not be used
/// by two tasks at once. For statistics, not for secrets. Every stream below is fixed for good:
/// the same seed gives the same words in every version of the library.
class xoshiro128pp {
  public:
    /// The whole state, to be kept with a half-trained model and restored later.
    struct state_type {
        uint32_t words[4];  ///< not all of them 0
    };

    /// Two successive SplitMix64 outputs for `seed` (Steele, Lea, Flood, "Fast Splittable
    /// Pseudorandom Number Generators", OOPSLA 2014), low half first, are the four state words.
    /// Every seed is good and each gives its own state: SplitMix64 permutes the 64-bit numbers, so
    /// its two outputs are never both zero. A 32-bit seed is that number widened.
    explicit xoshiro128pp(uint64_t seed) noexcept;
    /// For the message alone: a fraction, which would count as the whole number below it.
    template <class Real, class = detail::if_real<Real>>
    explicit xoshiro128pp(Real) noexcept : state_{} {
        detail::refuse_seed<Real>();
    }

    /// The next 32 bits.
    uint32_t next() noexcept { return next_word(state_.words); }

    /// What std::shuffle and the distributions of <random> ask of a generator: next() by another
    /// name. Their results are those of the standard library at hand; shuffle() and uniform() are
    /// the same everywhere.
    using result_type = uint32_t;
    static constexpr result_type(min)() noexcept { return 0; }
    static constexpr result_type(max)() noexcept { return 0xffffffff; }
    result_type operator()() noexcept { return next(); }

    /// The next 64 bits: two words, the first of them the high half.
    uint64_t next64() noexcept {
        const uint64_t high = next();
        return high << 32 | next();
    }

    /// A whole number from 0 to `bound` - 1, each exactly equally likely; 0 for a `bound` of 0.
    /// Takes the high half of word * bound and draws again while the low half lies below
    /// 2^32 mod bound (Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29,
    /// 2019): one word, rarely more, never more than two on average.
    uint32_t below(uint32_t bound) noexcept;

    /// Advances by 2^64 steps: 2^64 streams for parallel work, none of which meets another within
    /// 2^64 words. Costs 128 steps.
    void jump() noexcept;

    /// Advances by 2^96 steps: 2^32 starting points, each with room for 2^32 jumps.
    void long_jump() noexcept;

    /// The state as it is: copying it is saving the stream's place.
    const state_type& state() const noexcept { return state_; }

    /// Continues where `state` was taken. `status::bad_argument`, and nothing changed, when all
    /// four words are zero: the one state that would give zeros for ever.
    status restore(const state_type& state) noexcept;

  private:
    friend struct detail::normal_lane;

    [[gnu::always_inline]] static uint32_t next_word(uint32_t (&words)[4]) noexcept {
        const uint32_t result = rotate_left(words[0] + words[3], 7) + words[0];
        const uint32_t shifted = words[1] << 9;
        words[2] ^= words[0];
        words[3] ^= words[1];
        words[1] ^= words[2];
        words[0] ^= words[3];
        words[2] ^= shifted;
        words[3] = rotate_left(words[3], 11);
        return result;
    }
    static uint32_t rotate_left(uint32_t bits, int count) noexcept {
        return bits << count | bits >> (32 - count);
    }
    void advance(const uint32_t (&polynomial)[4]) noexcept;

    state_type state_;
};

static_assert(sizeof(xoshiro128pp) == 16, "the state is all there is");

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
