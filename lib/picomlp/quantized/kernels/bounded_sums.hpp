// SPDX-License-Identifier: MIT
// Requantization of sums below 2^30, which is what all but odd layers have: nothing saturates on
// the way, and a shift to the right by two or more needs no case of its own.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// Sums lie between -bound_of_sums and bound_of_sums.
inline constexpr int32_t bound_of_sums = (1 << 30) - 1;

/// Whether bounded sums may be multiplied by it as below.
constexpr bool is_for_bounded_sums(multiplier by) {
    return by.significand >= 0 && by.shift >= -31 && by.shift <= -2;
}

template <class Rounding>
inline constexpr bool rounds_twice = false;
template <>
inline constexpr bool rounds_twice<double_rounding> = true;

/// Twice what Rounding::requantize(sum, by) gives, before the last bit is rounded: that is
/// (twice + 1) >> 1.
template <class Rounding>
struct twice_requantized;

template <>
struct twice_requantized<double_rounding> {
    [[gnu::always_inline]] static int32_t of(int32_t sum, multiplier by) {
        // floor((2 sum m + 2^31) / 2^32), by pieces that fit.
        const int32_t doubled = 2 * sum;
#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__)
        int32_t high;
        asm("smmulr %0, %1, %2" : "=r"(high) : "r"(doubled), "r"(by.significand));
#else
        const auto high =
            static_cast<int32_t>((int64_t{doubled} * by.significand + (int64_t{1} << 31)) >> 32);
#endif
        return (high + (high >> 31)) >> (-by.shift - 1);
    }
};

template <>
struct twice_requantized<single_rounding> {
    [[gnu::always_inline]] static int32_t of(int32_t sum, multiplier by) {
        const auto high = static_cast<int32_t>(int64_t{sum} * by.significand >> 32);
        return high >> (-by.shift - 2);
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
