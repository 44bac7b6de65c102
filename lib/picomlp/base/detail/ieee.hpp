// SPDX-License-Identifier: MIT
// The bits of float and double in IEEE 754: their layout, their exponents, and powers of two for
// scaling without rounding.
//
// Sources compiled for different instruction sets use these functions, and the linker must never
// pick one for all of them: they have internal linkage or are always inlined.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
struct ieee_layout;

template <>
struct ieee_layout<float> {
    using bits = uint32_t;
    static constexpr int fraction = 23;  ///< number of fraction bits; the exponent's are above them
    static constexpr int bias = 127;
    static constexpr bits infinity = 0x7f800000U;  ///< every exponent bit set
};

template <>
struct ieee_layout<double> {
    using bits = uint64_t;
    static constexpr int fraction = 52;
    static constexpr int bias = 1023;
    static constexpr bits infinity = 0x7ff0000000000000U;
};

static inline uint32_t to_bits(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline uint64_t to_bits(double x) {
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float from_bits(uint32_t bits) {
    float x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double from_bits(uint64_t bits) {
    double x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

template <class T>
[[gnu::always_inline]] inline bool is_nan_or_inf(T x) {
    using layout = ieee_layout<T>;
    if constexpr (sizeof(T) == sizeof(uint32_t)) {
        return to_bits(x) << 1 >= layout::infinity << 1;  // less code than below
    } else {
        return (to_bits(x) & layout::infinity) == layout::infinity;
    }
}

/// The largest p for which both 2^p and 2^-p are normal numbers.
template <class T>
inline constexpr int exponent_limit = ieee_layout<T>::bias - 1;

/// An exponent, held within the limits.
template <class T>
static inline int held_exponent(int exponent) {
    constexpr int limit = exponent_limit<T>;
    return exponent < -limit ? -limit : exponent > limit ? limit : exponent;
}

/// The exponent of x, held within the limits; the lowest for 0 and subnormal numbers.
template <class T>
static inline int exponent_of(T x) {
    using layout = ieee_layout<T>;
    const int field = static_cast<int>(to_bits(x) >> layout::fraction) & (2 * layout::bias + 1);
    return held_exponent<T>(field - layout::bias);
}

/// 2^exponent, which must be within the limits.
template <class T>
static inline T power_of_two(int exponent) {
    using layout = ieee_layout<T>;
    return from_bits(static_cast<typename layout::bits>(layout::bias + exponent)
                     << layout::fraction);
}

/// A quarter of the distance between the two largest finite numbers. A number below half of that
/// distance, added to any finite one, cannot overflow: half as much leaves room for the roundings
/// with which a bound is computed.
template <class T>
static inline T quarter_of_last_distance() {
    using layout = ieee_layout<T>;
    return power_of_two<T>(layout::bias - layout::fraction - 2);
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
