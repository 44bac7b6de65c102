// SPDX-License-Identifier: MIT
// Sums of two doubles, high + low with |low| <= ulp(high) / 2: some 106 bits of precision.
// Dekker 1971, "A floating-point technique for extending the available precision"; Knuth, The Art
// of Computer Programming 2, section 4.2.2. Nothing here is fused, so every processor agrees.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

struct double_double {
    double high;
    double low;
};

/// a + b exactly, for |a| >= |b| or a == 0.
static inline double_double fast_two_sum(double a, double b) {
    const double sum = a + b;
    return {sum, b - (sum - a)};
}

/// a + b exactly.
static inline double_double two_sum(double a, double b) {
    const double sum = a + b;
    const double b_part = sum - a;
    return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a as the sum of two numbers of at most 26 bits each, for |a| < 2^990.
static inline double_double split(double a) {
    const double scaled = a * 134217729.0;  // 2^27 + 1
    const double high = scaled - (scaled - a);
    return {high, a - high};
}

/// a b exactly, when nothing overflows and no partial product is subnormal.
static inline double_double two_product(double a, double b) {
    const double product = a * b;
    const double_double x = split(a);
    const double_double y = split(b);
    const double error = ((x.high * y.high - product) + x.high * y.low) + x.low * y.high;
    return {product, error + x.low * y.low};
}

/// Relative error below 2^-102 unless the terms nearly cancel.
static inline double_double add(double_double a, double_double b) {
    const double_double high = two_sum(a.high, b.high);
    const double_double low = two_sum(a.low, b.low);
    const double_double sum = fast_two_sum(high.high, high.low + low.high);
    return fast_two_sum(sum.high, sum.low + low.low);
}

/// Relative error below 2^-102.
static inline double_double multiply(double_double a, double_double b) {
    const double_double product = two_product(a.high, b.high);
    return fast_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// a / b with a relative error below 2^-102.
static inline double_double divide(double a, double_double b) {
    const double quotient = a / b.high;
    const double_double product = two_product(quotient, b.high);
    const double remainder = ((a - product.high) - product.low) - quotient * b.low;
    return fast_two_sum(quotient, remainder / b.high);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
