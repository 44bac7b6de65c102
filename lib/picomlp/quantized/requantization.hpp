// SPDX-License-Identifier: MIT
// From a sum of products to the next layer's numbers, in integers: the contract of int8. Two
// roundings are in use in the world, and each is a type with a name.
#pragma once

#include <stdint.h>

#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A factor in integers: significand * 2^(shift - 31). The shift is -31 to 30, above 0 to the left.
/// multiplier_of() gives significands of 31 bits, or 0.
struct multiplier {
    int32_t significand;  ///< 0, or 2^30 to 2^31 - 1
    int32_t shift;        ///< -31 to 30
};

/// The multiplier of a finite number: its significand rounded to 31 bits, of two the one further
/// from 0. Below 2^-32 {0, 0}, beyond 2^30 the largest there is, with its sign. Source:
/// QuantizeMultiplier of TensorFlow Lite. NaN and infinities give {0, 0}.
multiplier multiplier_of(double factor) noexcept;

/// The multiplier from sums of products to the numbers that stand for them: input times weight over
/// output, all three above 0 and finite. A layer with a single scale of weights takes the product
/// in float, one with a scale for each output in double: so do TensorFlow Lite and its Micro.
multiplier product_multiplier(float input_scale, float weight_scale, float output_scale,
                              bool per_output) noexcept;

namespace detail {

// The library shifts negative numbers to the right. Before C++20 a compiler may choose what comes
// out; gcc and clang copy the sign, on every target.
static_assert((int64_t{-3} >> 1) == -2 && (int32_t{-3} >> 1) == -2,
              "picomlp: this compiler shifts negative numbers without their sign");

constexpr int32_t saturated(int64_t x) {
    return static_cast<int32_t>(x < INT32_MIN ? INT32_MIN : x > INT32_MAX ? INT32_MAX : x);
}

/// low <= high.
template <class Integer>
constexpr int32_t clamped(Integer x, int32_t low, int32_t high) {
    return static_cast<int32_t>(x < low ? low : x > high ? high : x);
}

}  // namespace detail

/// Two roundings: floor((x m + 2^30) / 2^31) for x shifted to the left, then a division by a power
/// of two, rounded, halves away from 0. What does not fit into 32 bits on the way saturates.
/// gemmlowp's, and that of TensorFlow Lite Micro, CMSIS-NN and esp-nn unless they are built
/// otherwise.
struct double_rounding {
    static constexpr type_name<double_rounding> name = "double_rounding";
    /// `sum * by`, rounded as above.
    static constexpr int32_t requantize(int32_t sum, multiplier by) {
        const int32_t left = by.shift > 0 ? by.shift : 0;
        const int32_t right = left - by.shift;
        auto x = static_cast<int32_t>(static_cast<uint32_t>(sum) << left);
        if (x >> left != sum) x = sum < 0 ? INT32_MIN : INT32_MAX;
        // Of all products one does not fit.
        int32_t high = INT32_MAX;
        if (x != INT32_MIN || by.significand != INT32_MIN) {
            high = static_cast<int32_t>((int64_t{x} * by.significand + (int64_t{1} << 30)) >> 31);
        }
        const auto dropped_bits = static_cast<int32_t>((uint32_t{1} << right) - 1);
        const int32_t half = (dropped_bits >> 1) + (high < 0 ? 1 : 0);
        return (high >> right) + ((high & dropped_bits) > half ? 1 : 0);
    }
};

/// One rounding: (x m + 2^(30 - s)) >> (31 - s), halves upwards; saturates. That of TensorFlow Lite
/// Micro and CMSIS-NN built with SINGLE_ROUNDING. It has come out equal to TensorFlow Lite's own
/// kernel since 2.20, which rounds in floating point.
struct single_rounding {
    static constexpr type_name<single_rounding> name = "single_rounding";
    /// `sum * by`, rounded as above.
    static constexpr int32_t requantize(int32_t sum, multiplier by) {
        const int64_t twice = int64_t{sum} * by.significand >> (30 - by.shift);
        return detail::saturated((twice + 1) >> 1);
    }
};

/// For activations of 16 bits, in either rounding: the significand is reduced to 15 bits, and the
/// product rounded once, halves upwards; saturates. -2^47 <= sum < 2^47, shift at most 7.
constexpr int32_t requantize_wide(int64_t sum, multiplier by) {
    const int32_t reduced =
        by.significand < 0x7fff0000 ? (by.significand + (int32_t{1} << 15)) >> 16 : 0x7fff;
    const int64_t product = sum * reduced + (int64_t{1} << (14 - by.shift));
    return detail::saturated(product >> (15 - by.shift));
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
