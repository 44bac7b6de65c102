// SPDX-License-Identifier: MIT
// tanh, sigmoid and softplus in float operations, and the cross-entropy of a logit.
#pragma once

#include "picomlp/math/detail/exp_core.hpp"
#include "picomlp/math/detail/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr float float_tanh_coefficients[] = {-0x1.758facp-8f, 0x1.5211c4p-6f, -0x1.b838ap-5f,
                                                    0x1.110704p-3f, -0x1.555532p-2f};

/// min(|x|, 32): tanh(32) already rounds to 1. A NaN gives some number from 0 to 32.
static inline float clamp_to_positive(float x) {
    if constexpr (compare_bits) {
        const uint32_t bits = to_bits(x) & ~float_sign;
        const uint32_t highest = 0x42000000u;  // 32
        return from_bits(bits < highest ? bits : highest);
    }
    return select(absolute(x) < 32.0f, absolute(x), 32.0f);
}
static inline double clamp_to_positive(double x) {
    return select(absolute(x) < 32.0, absolute(x), 32.0);
}

/// (tanh(x) - x) / x^3 as a polynomial in z = x^2 for |x| < 0.625 (tools/polynomials/tanh.sollya).
static inline float tanh_polynomial(float z) {
    float p = float_tanh_coefficients[0];
    p = p * z + float_tanh_coefficients[1];
    p = p * z + float_tanh_coefficients[2];
    p = p * z + float_tanh_coefficients[3];
    p = p * z + float_tanh_coefficients[4];
    return p;
}
static inline double tanh_polynomial(double z) {
    double p = -0x1.0da4a0f0c3115p-16;
    p = p * z + 0x1.438fb8f5539e3p-14;
    p = p * z - 0x1.df54cb712d866p-13;
    p = p * z + 0x1.3365faf2548adp-11;
    p = p * z - 0x1.7d689f11f3e13p-10;
    p = p * z + 0x1.d6cf279954ce5p-9;
    p = p * z - 0x1.226e1627b6e15p-7;
    p = p * z + 0x1.664f477aa8e77p-6;
    p = p * z - 0x1.ba1ba1b504efap-5;
    p = p * z + 0x1.111111110aca6p-3;
    p = p * z - 0x1.55555555554ffp-2;
    return p;
}

/// tanh(x), NaN and infinities included.
template <typename T>
PICOMLP_IN_ONE_PIECE static inline T tanh_element(T x) {
    const T a = clamp_to_positive(x);
    const T z = a * a;
    const T small_result = a + a * (z * tanh_polynomial(z));
    const T large_result = T(1) - T(2) / (exp_of_moderate(a + a) + T(1));
    const T magnitude = select(a < T(0.625), small_result, large_result);
    return unless_nan(x, with_sign_of(x, magnitude));
}

/// exp(-r) - 1 for |r| <= 0.3475. The polynomial is exp_polynomial, its sum in a tree, in which
/// fewer operations wait for each other.
static inline float exp_of_opposite_less_one(float r) {
    const float* const c = float_exp_coefficients;
    const float z = r * r;
    return z * ((c[0] * z + (c[2] - c[1] * r)) * z + (c[4] - c[3] * r)) - r;
}

/// sigmoid(x) for exp(-|x|) = power exp(r), power being power_1 * power_2. For x < 0 that is
/// power / (power + exp(-r)), corrected to first order for the rounding errors of the denominator.
/// The correction needs 1 / denominator to some per cent only, so a straight line stands for it,
/// and it is ready when the quotient is. 1 - quotient needs none.
static inline float sigmoid_of_reduced(float x, float r, float power_1, float power_2) {
    const float power = power_1 * power_2;
    const float above = 1.0f + power;
    const float above_error = (1.0f - above) + power;
    const float less_one = exp_of_opposite_less_one(r);
    const float denominator = above + less_one;
    const float error = (above - denominator) + (less_one + above_error);
    const float reciprocal = 1.457f - 0.5f * (above - r);
    const float quotient = power_1 / denominator;
    const float correction = (power_1 * (reciprocal * reciprocal)) * error;
    return select(is_negative(x), (quotient - correction) * power_2, 1.0f - quotient * power_2);
}

/// The same for exp(-|x|) reduced.
static inline float sigmoid_of_reduced(float x, float_exp_reduction reduced) {
    const uint32_t half = reduced.biased >> 1;
    return sigmoid_of_reduced(x, reduced.high + reduced.low, power_of_two(half),
                              power_of_two(reduced.biased - half));
}

PICOMLP_IN_ONE_PIECE static inline float sigmoid_of_number(float x) {
    return sigmoid_of_reduced(x, reduce_exp(clamp_to_negative(x)));
}

/// The same for |x| <= 64: nothing is limited, and as no result is subnormal, one power of two
/// scales it.
static inline float sigmoid_of_moderate(float x) {
    const float_exp_reduction reduced = reduce_exp(-absolute_in_register(x));
    return sigmoid_of_reduced(x, reduced.high + reduced.low, power_of_two(reduced.biased - 127u),
                              1.0f);
}

/// In double, for e = exp(-|x|). The quotient is corrected to first order for the errors of exp and
/// of 1 + e, by a straight line as well.
static inline double sigmoid_of_pair(double x, exp_pair<double> e) {
    const double denominator = 1.0 + e.high;
    const double denominator_error = (e.high - (denominator - 1.0)) + e.low;
    const double reciprocal = 1.4571068 - 0.5 * denominator;
    const bool negative = is_negative(x);
    const double numerator = select(negative, e.high, 1.0);
    const double quotient = numerator / denominator;
    const double excess = quotient * denominator_error;
    return quotient - reciprocal * select(negative, excess - e.low, excess);
}

static inline double sigmoid_of_number(double x) {
    return sigmoid_of_pair(x, exp_pair_of_negative(x));
}

/// The same where the parts of exp(-|x|) are known already: its reduced argument, its value.
static inline float sigmoid_of_parts(float x, float_exp_reduction reduced, exp_pair<float>) {
    return sigmoid_of_reduced(x, reduced);
}
static inline double sigmoid_of_parts(double x, double_exp_reduction, exp_pair<double> e) {
    return sigmoid_of_pair(x, e);
}

template <typename T>
static inline T sigmoid_element(T x) {
    return unless_nan(x, sigmoid_of_number(x));
}

/// 1 + e = 2^k (1 + f), for 0 <= e <= 1. f is half of 1 + e, less 1, when 1 + e exceeds about
/// sqrt(2).
template <typename T>
static inline bool is_halved(exp_pair<T> e) {
    return e.high > T(0.4140625);
}
template <typename T>
static inline T argument_of_log(exp_pair<T> e) {
    return select(is_halved(e), T(0.5) * (e.high - T(1)), e.high);
}

/// log(1 + e); p = log_polynomial(argument_of_log(e)).
template <typename T>
static inline T log_of_one_plus(exp_pair<T> e, T p) {
    const T less_one = e.high - T(1);
    const T less_one_error = (e.high - (less_one + T(1))) + e.low;
    const T f_error = select(is_halved(e), T(0.5) * less_one_error, e.low);
    const T k = select(is_halved(e), T(1), T(0));
    return log_of_sum(k, argument_of_log(e), f_error, p);
}
template <typename T>
static inline T log_of_one_plus(exp_pair<T> e) {
    return log_of_one_plus(e, log_polynomial(argument_of_log(e)));
}

template <typename T>
PICOMLP_IN_ONE_PIECE static inline T softplus_element(T x) {
    const T ramp = select(x > T(0), x, T(0));
    return unless_nan(x, ramp + log_of_one_plus(exp_pair_of_negative(x)));
}

/// The binary cross-entropy of a logit z for the target y, max(z, 0) - y z + softplus(-|z|), and
/// its derivative, sigmoid(z) - y, to the bits of softplus and sigmoid. reduced =
/// reduce_exp(clamp_to_negative(z)), e = exp_pair_of_negative(z), p =
/// log_polynomial(argument_of_log(e)). A z that is NaN gives NaN.
template <class T>
static inline T cross_entropy_cost(T z, T y, exp_pair<T> e, T p) {
    const T above = select(z > T(0), z, T(0));
    return above - y * z + unless_nan(z, log_of_one_plus(e, p));
}
template <class T, class Reduction>
static inline T cross_entropy_difference(T z, T y, Reduction reduced, exp_pair<T> e) {
    return unless_nan(z, sigmoid_of_parts(z, reduced, e)) - y;
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
