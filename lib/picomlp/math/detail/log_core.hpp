// SPDX-License-Identifier: MIT
// The logarithm in float operations. log(1 + f) + k ln 2 in plain precision is shared by the float
// log, softplus and normal numbers.
#pragma once

#include "picomlp/math/detail/double_double.hpp"
#include "picomlp/math/detail/float_operations.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr float float_log_ln2_high = 0x1.62e4p-1f;
static constexpr float float_log_ln2_low = 0x1.7f7d1cp-20f;
static constexpr float float_log_coefficients[] = {
    -0x1.2a6f8p-4f,  0x1.015976p-3f, -0x1.0e96ccp-3f, 0x1.239ce2p-3f,
    -0x1.5466fep-3f, 0x1.99944ep-3f, -0x1.000234p-2f, 0x1.55557p-2f};

/// A logarithm as leading + rest, before this addition.
template <class T>
struct log_parts {
    T leading;
    T rest;
};

/// (log(1 + f) - f + f^2 / 2) / f^3 for sqrt(1/2) <= 1 + f <= sqrt(2)
/// (tools/polynomials/log.sollya).
static inline float log_polynomial(float f) {
    float p = float_log_coefficients[0];
    p = p * f + float_log_coefficients[1];
    p = p * f + float_log_coefficients[2];
    p = p * f + float_log_coefficients[3];
    p = p * f + float_log_coefficients[4];
    p = p * f + float_log_coefficients[5];
    p = p * f + float_log_coefficients[6];
    return p * f + float_log_coefficients[7];
}

/// k ln 2 + log(1 + f) for the same f and an integer |k| <= 149; p = log_polynomial(f). With k = 0
/// the relative accuracy holds near 0, too.
static inline log_parts<float> parts_of_log(float k, float f, float p) {
    const float z = f * f;
    const float tail = (f * z * p + k * float_log_ln2_low) - 0.5f * z;
    // Only this sum's rounding error matters. sum_error is exact, as k ln 2 is 0 or larger than f.
    const float leading = k * float_log_ln2_high;
    const float sum = leading + f;
    const float sum_error = f - (sum - leading);
    return {sum, sum_error + tail};
}

/// In double, log(1 + f) = f - (h - s (h + R)) with h = f^2 / 2, s = f / (2 + f) and
/// R = log(1 + f) / s - 2, an even polynomial in s. This is R / s^2.
static inline double log_polynomial(double f) {
    const double s = f / (2.0 + f);
    const double z = s * s;
    double p = 0x1.2f04cd5a6c496p-3;
    p = p * z + 0x1.39a1d2ed907aep-3;
    p = p * z + 0x1.74663d8f3f53ep-3;
    p = p * z + 0x1.c71c521247f5ep-3;
    p = p * z + 0x1.24924941e29d6p-2;
    p = p * z + 0x1.999999997ff14p-2;
    return p * z + 0x1.5555555555592p-1;
}

/// The same in double, |k| <= 1074.
static inline log_parts<double> parts_of_log(double k, double f, double p) {
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double h = 0.5 * (f * f);
    const double tail = (s * (h + z * p) + k * 0x1.cf79abc9e3b3ap-40) - h;
    const double leading = k * 0x1.62e42fefap-1;
    const double sum = leading + f;
    const double sum_error = f - (sum - leading);
    return {sum, sum_error + tail};
}

template <class T>
static inline log_parts<T> parts_of_log(T k, T f) {
    return parts_of_log(k, f, log_polynomial(f));
}

/// k ln 2 + log(1 + f + f_error), for |f_error| up to an ulp of 1 + f; p = log_polynomial(f).
template <class T>
static inline T log_of_sum(T k, T f, T f_error, T p) {
    const log_parts<T> log = parts_of_log(k, f, p);
    return log.leading + (log.rest + (f_error - f_error * f));
}
template <class T>
static inline T log_of_sum(T k, T f, T f_error) {
    return log_of_sum(k, f, f_error, log_polynomial(f));
}

/// The logarithm of a positive normal number, with an error below an ulp: x = 2^k m with m in
/// [sqrt(1/2), sqrt(2)). Adding the offset carries into the exponent from m = sqrt(2) on.
static inline float log_of_normal(float x) {
    const uint32_t bits = to_bits(x) + (0x3f800000u - 0x3f3504f3u);
    const float m = from_bits((bits & 0x007fffffu) + 0x3f3504f3u);
    const float k = static_cast<float>(static_cast<int32_t>(bits >> 23)) - 127.0f;
    const log_parts<float> log = parts_of_log(k, m - 1.0f);
    return log.leading + log.rest;
}
static inline double log_of_normal(double x) {
    const uint64_t bits = to_bits(x) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
    const double m = from_bits((bits & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu);
    const double k = static_cast<double>(static_cast<int32_t>(bits >> 52)) - 1023.0;
    const log_parts<double> log = parts_of_log(k, m - 1.0);
    return log.leading + log.rest;
}

/// log(x) for zero, negative numbers, infinity and NaN, else `result`.
template <typename T>
static inline T with_special_cases(T x, T result) {
    result = select(x < infinity(x), result, x);
    result = select(x > T(0), result, not_a_number(x));
    return select(x == T(0), -infinity(x), result);
}

/// log(x), special cases included; the steps are those of log_of_normal.
PICOMLP_IN_ONE_PIECE static inline float log_element(float x) {
    const bool subnormal = x < 0x1p-126f;
    const float scaled = select(subnormal, x * 0x1p23f, x);
    const uint32_t bits = to_bits(scaled) + (0x3f800000u - 0x3f3504f3u);
    const float m = from_bits((bits & 0x007fffffu) + 0x3f3504f3u);
    const int32_t exponent = static_cast<int32_t>(bits >> 23);
    const float bias = select(subnormal, 150.0f, 127.0f);
    const float k = static_cast<float>(exponent) - bias;
    return with_special_cases(x, log_of_sum(k, m - 1.0f, 0.0f));
}

/// (artanh(s) / s - 1) / z, z = s^2, for |s| <= 0.1716 (tools/polynomials/log.sollya).
static inline double_double artanh_polynomial(double_double z) {
    constexpr double_double coefficients[] = {
        {0x1.5555555555555p-2, 0x1.5555555554aeap-56},
        {0x1.999999999999ap-3, -0x1.99999989f09cep-57},
        {0x1.2492492492492p-3, 0x1.2492072f92e92p-57},
        {0x1.c71c71c71c71cp-4, 0x1.c8353946e4269p-58},
        {0x1.745d1745d1745p-4, 0x1.e38ea55b8bbf2p-58},
        {0x1.3b13b13b13b5cp-4, -0x1.1221ebe0b242p-63},
        {0x1.111111110e8d3p-4, 0x1.7bd354da6bfap-59},
        {0x1.e1e1e1e3da2d4p-5, -0x1.247aca9e1540cp-60},
    };
    double p = 0x1.5bee3e3792159p-5;
    p = p * z.high + 0x1.28ac4f65cdabfp-5;
    p = p * z.high + 0x1.48157f48ce68ep-5;
    p = p * z.high + 0x1.642873a44578fp-5;
    p = p * z.high + 0x1.86187df2967f4p-5;
    p = p * z.high + 0x1.af286b3cd5456p-5;
    double_double sum = {p, 0.0};
    for (int power = 7; power >= 0; --power) sum = add(coefficients[power], multiply(sum, z));
    return sum;
}

/// log(x) in double-double arithmetic, special cases included.
static inline double log_element(double x) {
    const bool subnormal = x < 0x1p-1022;
    const double scaled = select(subnormal, x * 0x1p52, x);
    const uint64_t bits = to_bits(scaled) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
    const double m = from_bits((bits & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu);
    const int32_t exponent = static_cast<int32_t>(bits >> 52);
    const double bias = select(subnormal, 1075.0, 1023.0);
    const double k = static_cast<double>(exponent) - bias;

    // log(m) = 2 artanh(s), s = (m - 1) / (m + 1); m - 1 is exact.
    const double_double s = divide(m - 1.0, two_sum(m, 1.0));
    const double_double z = multiply(s, s);
    const double_double twice = {2.0 * s.high, 2.0 * s.low};
    const double_double series = multiply(twice, multiply(z, artanh_polynomial(z)));
    const double_double log_m = add(twice, series);

    // ln 2 in three parts, of which the first two are exact when multiplied by k.
    const double_double k_ln2 = fast_two_sum(k * 0x1.62e42fefa38p-1, k * 0x1.ef35793c74p-45);
    const double_double low = {k_ln2.low, k * 0x1.39803f2f6af41p-84};
    const double_double sum = add({k_ln2.high, 0.0}, log_m);
    const double_double total = add(sum, low);
    return with_special_cases(x, total.high);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
