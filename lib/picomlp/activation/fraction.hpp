// SPDX-License-Identifier: MIT
// The parameter of an activation as part of its type: a fraction of two integers, as C++17 has no
// template arguments of type float.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Up to here, 2^24, every integer is a float.
inline constexpr int32_t largest_in_fraction = 16777216;

/// Of numbers that are not both 0.
constexpr int32_t greatest_common_divisor(int32_t a, int32_t b) {
    while (b != 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/// Numerator / Denominator in lowest terms, so that equal parameters give equal names. The number
/// that is used, value<T>, is the quotient rounded correctly: T holds both integers, so that there
/// is no rounding but the division's, which the compiler does; flags of the application for
/// run-time arithmetic do not matter. Every float from 1e-6 to 1 is the value of a fraction, which
/// Python finds: fractions.Fraction(x).limit_denominator(2**24). A fraction that is not valid is 1,
/// so that the static_assert of the type that uses it is the only error.
template <int32_t Numerator, int32_t Denominator>
struct lowest_terms {
    static constexpr bool is_valid = Denominator >= 1 && Denominator <= largest_in_fraction &&
                                     Numerator >= -largest_in_fraction &&
                                     Numerator <= largest_in_fraction;
    static constexpr int32_t divisor =
        is_valid ? greatest_common_divisor(Numerator, Denominator) : 1;
    static constexpr int32_t numerator = is_valid ? Numerator / divisor : 1;
    static constexpr int32_t denominator = is_valid ? Denominator / divisor : 1;
    template <class T>
    static constexpr T value = static_cast<T>(numerator) / static_cast<T>(denominator);
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
