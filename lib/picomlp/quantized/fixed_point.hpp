// SPDX-License-Identifier: MIT
// Fractions of 32 bits, with which TensorFlow Lite's activations of int8 are computed: integers
// alone. Source: gemmlowp's fixedpoint.h, to the last bit.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

// With n bits before its point, x stands for x / 2^(31 - n): it lies between -2^n and 2^n.

/// The product of two, rounded, halves upwards: its bits before the point are those of both.
constexpr int32_t fixed_product(int32_t a, int32_t b) {
    return saturated((int64_t{a} * b + (int64_t{1} << 30)) >> 31);
}

/// x / 2^bits, rounded, halves away from 0. bits: 1 to 62.
constexpr int32_t fixed_quotient(int32_t x, int32_t bits) {
    return static_cast<int32_t>((x + (int64_t{1} << (bits - 1)) - (x < 0 ? 1 : 0)) >> bits);
}

/// x with fewer bits before its point; what does not fit saturates.
constexpr int32_t with_less_before_point(int32_t x, int32_t bits) {
    return saturated(int64_t{x} * (int32_t{1} << bits));
}

/// exp(x), x <= 0, of a number with so many bits before its point; the result has none.
template <int32_t BitsBeforePoint>
constexpr int32_t fixed_exp(int32_t x) {
    if (x == 0) return INT32_MAX;
    // x = r - whole quarters, -1/4 <= r < 0: a polynomial around -1/8, and a factor for each bit of
    // the quarters.
    constexpr int32_t quarter = int32_t{1} << (29 - BitsBeforePoint);
    const int32_t r = (x & (quarter - 1)) - quarter;
    const int32_t quarters = r - x;
    const int32_t t = r * (int32_t{1} << BitsBeforePoint) + (int32_t{1} << 28);
    constexpr int32_t exp_of_eighth = 1895147668;  // exp(-1/8)
    constexpr int32_t third = 715827883;
    const int32_t t2 = fixed_product(t, t);
    const int32_t t3 = fixed_product(t2, t);
    const int32_t t4 = fixed_product(t2, t2);
    const int32_t above = fixed_product(fixed_quotient(t4, 2) + t3, third) + t2;
    int32_t result = exp_of_eighth + fixed_product(exp_of_eighth, t + fixed_quotient(above, 1));
    // exp(-1/4), exp(-1/2), exp(-1), ..., exp(-16)
    constexpr int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308,
                                   39332535,   720401,     242};
    static_assert(BitsBeforePoint >= 0 && BitsBeforePoint <= 5, "picomlp: exp(-32) has no factor");
    for (int32_t k = 0; k < BitsBeforePoint + 2; ++k) {
        if ((quarters & quarter * (int32_t{1} << k)) != 0)
            result = fixed_product(result, factors[k]);
    }
    return result;
}

/// 2 / (1 + x), 0 <= x < 1, with two bits before its point; x has none. Newton's method, three
/// steps.
constexpr int32_t twice_reciprocal_of_one_plus(int32_t x) {
    constexpr int32_t one = int32_t{1} << 29;
    const auto half = static_cast<int32_t>((int64_t{x} + (int64_t{1} << 31)) >> 1);
    int32_t y = 1515870810 + fixed_product(half, -1010580540);  // 48 / 17 - 32 / 17 half
    for (int k = 0; k < 3; ++k) {
        const int32_t error = one - fixed_product(half, y);
        y += with_less_before_point(fixed_product(y, error), 2);
    }
    return y;
}

/// 1 / (1 + x), 0 <= x < 1; both without bits before the point.
constexpr int32_t reciprocal_of_one_plus(int32_t x) {
    return with_less_before_point(twice_reciprocal_of_one_plus(x), 1);
}

/// Of a number with four bits before its point; the results have none.
constexpr int32_t fixed_sigmoid(int32_t x) {
    if (x == 0) return int32_t{1} << 30;
    const int32_t of_size = reciprocal_of_one_plus(fixed_exp<4>(x > 0 ? -x : x));
    return x > 0 ? of_size : INT32_MAX - of_size;
}
constexpr int32_t fixed_tanh(int32_t x) {
    if (x == 0) return 0;
    // (1 - e) / (1 + e) with e = exp(-2 |x|): one bit more before the point doubles.
    const int32_t e = fixed_exp<5>(x > 0 ? -x : x);
    const int32_t of_size =
        with_less_before_point(twice_reciprocal_of_one_plus(e) - (int32_t{1} << 29), 2);
    return x > 0 ? of_size : -of_size;
}

/// The multiplier from numbers of this scale to fractions with so many bits before their point, and
/// the first of their differences that is beyond these; 256 is none.
struct fixed_point_scaling {
    multiplier by;
    int32_t radius;
};
/// The scale is above 0 and finite.
fixed_point_scaling fixed_point_scaling_of(float scale, int32_t bits_before_point) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
