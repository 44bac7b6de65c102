// Exponents and powers of two, for scaling without rounding. Not installed.
#pragma once

#include "picomlp/base/ieee_layout.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The largest p for which both 2^p and 2^-p are normal numbers.
template <class T>
inline constexpr int exponent_limit = ieee_layout<T>::bias - 1;

/// An exponent, held within the limits.
template <class T>
int held_exponent(int exponent) {
    constexpr int limit = exponent_limit<T>;
    return exponent < -limit ? -limit : exponent > limit ? limit : exponent;
}

/// The exponent of x, held within the limits; the lowest for 0 and subnormal numbers.
template <class T>
int exponent_of(T x) {
    using layout = ieee_layout<T>;
    typename layout::bits b;
    __builtin_memcpy(&b, &x, sizeof b);
    const int field = static_cast<int>(b >> layout::fraction) & (2 * layout::bias + 1);
    return held_exponent<T>(field - layout::bias);
}

/// 2^exponent, which must be within the limits.
template <class T>
T power_of_two(int exponent) {
    using layout = ieee_layout<T>;
    const auto b = static_cast<typename layout::bits>(layout::bias + exponent) << layout::fraction;
    T x;
    __builtin_memcpy(&x, &b, sizeof x);
    return x;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
