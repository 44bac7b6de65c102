// SPDX-License-Identifier: MIT
// The exponential, and the parts of it that other functions use.
#pragma once

#include "picomlp/math/detail/float_operations.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// x = n ln 2 + high + low. high is exact; |low| is below max(|high|, 1) times 2^-11 (float) or
/// 2^-22 (double). The lowest 9 (float) or 12 (double) bits of `biased` are n plus a bias; ignore
/// the others.
struct float_exp_reduction {
    uint32_t biased;
    float high;
    float low;
};
struct double_exp_reduction {
    uint64_t biased;
    double high;
    double low;
};

static constexpr float float_log2_of_e = 0x1.715476p+0f;
static constexpr float float_ln2_high = 0x1.62e4p-1f;
static constexpr float float_ln2_low = 0x1.7f7d1cp-20f;

/// The bias of a power of two that is a normal number, and of a product of two such powers.
static constexpr float float_bias = 127.0f;
static constexpr float float_twice_bias = 254.0f;
static constexpr double double_bias = 1023.0;
static constexpr double double_twice_bias = 2046.0;

/// Reduces x + x_low for -128 <= x <= 90. ln 2 is split so that n times its high part is exact. Its
/// low part is positive, so that -0 stays -0.
static inline float_exp_reduction reduce_exp(float x, float x_low = -0.0f,
                                             float bias = float_twice_bias) {
    // Adding 1.5 * 2^23 rounds to an integer, which is then in the low bits.
    const float shift = 12582912.0f + bias;
    const float shifted = (x + x_low) * float_log2_of_e + shift;
    const float n = shifted - shift;
    return {to_bits(shifted), x - n * float_ln2_high, x_low - n * float_ln2_low};
}

/// The same for -746 <= x <= 711.
static inline double_exp_reduction reduce_exp(double x, double x_low = -0.0,
                                              double bias = double_twice_bias) {
    const double shift = 6755399441055744.0 + bias;
    const double shifted = (x + x_low) * 0x1.71547652b82fep+0 + shift;
    const double n = shifted - shift;
    return {to_bits(shifted), x - n * 0x1.62e42fefap-1, x_low - n * 0x1.cf79abc9e3b3ap-40};
}

/// 2^n from n + bias, for a normal result.
static inline float power_of_two(uint32_t biased) { return from_bits(biased << 23); }
static inline double power_of_two(uint64_t biased) { return from_bits(biased << 52); }

/// y 2^n for |y| < 2, from n + twice_bias. It multiplies by two exact powers, so that a subnormal
/// result is rounded once and a result beyond the range becomes infinite.
template <typename T, typename Bits>
static inline T scale_by_power(T y, Bits biased) {
    const Bits half = biased >> 1;
    return y * power_of_two(half) * power_of_two(biased - half);
}

static constexpr float float_exp_coefficients[] = {0x1.695414p-10f, 0x1.123b04p-7f, 0x1.555a22p-5f,
                                                   0x1.55549p-3f, 0x1.fffffap-2f};

/// (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 (tools/polynomials/exp.sollya).
static inline float exp_polynomial(float r) {
    float q = float_exp_coefficients[0];
    q = q * r + float_exp_coefficients[1];
    q = q * r + float_exp_coefficients[2];
    q = q * r + float_exp_coefficients[3];
    q = q * r + float_exp_coefficients[4];
    return q;
}
static inline double exp_polynomial(double r) {
    double q = 0x1.ad85bb7fcf4dap-26;
    q = q * r + 0x1.28aeb476caa8dp-22;
    q = q * r + 0x1.71df22fd74365p-19;
    q = q * r + 0x1.a01998b27e796p-16;
    q = q * r + 0x1.a01a012aa8e77p-13;
    q = q * r + 0x1.6c16c184a9d23p-10;
    q = q * r + 0x1.1111111127d09p-7;
    q = q * r + 0x1.5555555550629p-5;
    q = q * r + 0x1.55555555554f9p-3;
    q = q * r + 0x1.000000000000ap-1;
    return q;
}

/// At and beyond these arguments exp is +0 and +inf.
static constexpr float float_exp_lowest = -104.0f;
static constexpr float float_exp_highest = 89.0f;
static constexpr double double_exp_lowest = -746.0;
static constexpr double double_exp_highest = 710.0;

/// x, limited to the range above. A NaN gives some number in it.
static inline float clamp_exp(float x) {
    x = select(x > float_exp_lowest, x, float_exp_lowest);
    return select(x < float_exp_highest, x, float_exp_highest);
}
static inline double clamp_exp(double x) {
    x = select(x > double_exp_lowest, x, double_exp_lowest);
    return select(x < double_exp_highest, x, double_exp_highest);
}

/// exp(high + low) of a reduced argument.
template <typename T>
static inline T exp_of_reduced(T high, T low) {
    const T r = high + low;
    return T(1) + (r + r * r * exp_polynomial(r));
}

/// exp(x), or some number when x is a NaN.
template <typename T>
PICOMLP_IN_ONE_PIECE static inline T exp_of_number(T x) {
    const auto reduced = reduce_exp(clamp_exp(x));
    return scale_by_power(exp_of_reduced(reduced.high, reduced.low), reduced.biased);
}

/// The same for 0 <= x <= 64.
static inline float exp_of_moderate(float x) {
    const float_exp_reduction reduced = reduce_exp(x, -0.0f, float_bias);
    return exp_of_reduced(reduced.high, reduced.low) * power_of_two(reduced.biased);
}
static inline double exp_of_moderate(double x) {
    const double_exp_reduction reduced = reduce_exp(x, -0.0, double_bias);
    return exp_of_reduced(reduced.high, reduced.low) * power_of_two(reduced.biased);
}

/// exp(x) and the error of its last two additions: high is exp_of_number(x), and high + low is
/// closer to the true exp(x).
template <typename T>
struct exp_pair {
    T high;
    T low;
};

/// -|x| where exp(-|x|) is not +0, else a number whose exponential is +0. A NaN gives either.
static inline float clamp_to_negative(float x) {
    if constexpr (compare_bits) {
        const uint32_t bits = to_bits(x) | float_sign;
        const uint32_t lowest = 0xc3000000u;  // -128: a constant that an instruction can hold
        return from_bits(bits < lowest ? bits : lowest);
    }
    return select(-absolute(x) > float_exp_lowest, -absolute(x), float_exp_lowest);
}
static inline double clamp_to_negative(double x) {
    return select(-absolute(x) > double_exp_lowest, -absolute(x), double_exp_lowest);
}

/// exp(high + low) of a reduced argument; polynomial = exp_polynomial(high + low).
template <typename T>
static inline exp_pair<T> exp_pair_of_reduced(T high, T low, T polynomial) {
    const T r = high + low;
    const T r_error = (high - r) + low;
    const T rest = r * r * polynomial;
    const T less_one = r + rest;
    const T less_one_error = (r - less_one) + rest;
    const T value = T(1) + less_one;
    return {value, ((T(1) - value) + less_one) + (less_one_error + r_error)};
}

template <typename T>
static inline exp_pair<T> exp_pair_of_reduced(T high, T low) {
    return exp_pair_of_reduced(high, low, exp_polynomial(high + low));
}

template <typename T, typename Bits>
static inline exp_pair<T> scale_by_power(exp_pair<T> e, Bits biased) {
    return {scale_by_power(e.high, biased), scale_by_power(e.low, biased)};
}

/// exp(-|x|), or some number when x is a NaN.
template <typename T>
static inline exp_pair<T> exp_pair_of_negative(T x) {
    const auto reduced = reduce_exp(clamp_to_negative(x));
    return scale_by_power(exp_pair_of_reduced(reduced.high, reduced.low), reduced.biased);
}

/// exp(x), NaN and infinities included.
template <typename T>
static inline T exp_element(T x) {
    return unless_nan(x, exp_of_number(x));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
