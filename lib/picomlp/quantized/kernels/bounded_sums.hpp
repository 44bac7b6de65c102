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

// The smallest Cortex-M: a product has 32 bits, and instructions see eight registers.
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && !defined(__ARM_ARCH_7M__) && \
    !defined(__ARM_FEATURE_DSP)
#define PICOMLP_SMALL_CORTEX_M
#endif

// The product's upper 32 bits, floor(a b / 2^32).
#ifdef PICOMLP_SMALL_CORTEX_M
/// From four products of 16 bits.
[[gnu::always_inline]] inline int32_t high_product(int32_t a, int32_t b) {
    const auto a_low = static_cast<uint32_t>(a) & 0xffff;
    const auto b_low = static_cast<uint32_t>(b) & 0xffff;
    const int32_t a_high = a >> 16;
    const int32_t b_high = b >> 16;
    const uint32_t low = a_low * b_low;
    // Each of the two fits: 2^15 times 2^16, and a carry.
    const int32_t first = a_high * static_cast<int32_t>(b_low) + static_cast<int32_t>(low >> 16);
    const int32_t second = static_cast<int32_t>(a_low) * b_high + (first & 0xffff);
    return a_high * b_high + (first >> 16) + (second >> 16);
}
#else
[[gnu::always_inline]] inline int32_t high_product(int32_t a, int32_t b) {
    return static_cast<int32_t>(int64_t{a} * b >> 32);
}
#endif

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
#elif defined(PICOMLP_SMALL_CORTEX_M)
        const uint32_t low = static_cast<uint32_t>(doubled) * static_cast<uint32_t>(by.significand);
        const int32_t high =
            high_product(doubled, by.significand) + static_cast<int32_t>(low >> 31);
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
        return high_product(sum, by.significand) >> (-by.shift - 2);
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
