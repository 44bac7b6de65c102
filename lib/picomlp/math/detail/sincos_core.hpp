// SPDX-License-Identifier: MIT
// Sine and cosine of a fraction of a turn, and of an angle reduced to [-pi / 4, pi / 4].
#pragma once

#include "picomlp/math/detail/float_operations.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// An angle as quadrant pi / 2 + high + low, where |high + low| exceeds pi / 4 by a rounding at
/// most and low is below an ulp of high. Only the two lowest bits of the quadrant count.
struct float_angle {
    uint32_t quadrant;
    float high;
    float low;
};

/// Sine and cosine of an angle as above, without its quadrant (tools/polynomials/sincos.sollya).
/// The rounding errors that matter, of the reduction and of 1 - z / 2, enter in the last addition.
static inline void sincos_of_rest(float r, float low, float* sine, float* cosine) {
    const float z = r * r;
    const float half_z = 0.5f * z;
    float s = -0x1.9954e8p-13f;
    s = s * z + 0x1.11077ap-7f;
    s = s * z - 0x1.555546p-3f;
    *sine = r + (r * z * s + (low - low * half_z));

    float c = 0x1.99e914p-16f;
    c = c * z - 0x1.6c0c2ap-10f;
    c = c * z + 0x1.55554ap-5f;
    const float leading = 1.0f - half_z;
    const float leading_error = (1.0f - leading) - half_z;
    *cosine = leading + (leading_error + (z * z * c - r * low));
}

/// Sine and cosine of the angle.
static inline void sincos_of_angle(float_angle angle, float* sine, float* cosine) {
    float sine_of_rest;
    float cosine_of_rest;
    sincos_of_rest(angle.high, angle.low, &sine_of_rest, &cosine_of_rest);
    const bool swapped = (angle.quadrant & 1u) != 0;
    const float unsigned_sine = select(swapped, cosine_of_rest, sine_of_rest);
    const float unsigned_cosine = select(swapped, sine_of_rest, cosine_of_rest);
    const uint32_t sine_sign = uint32_t{angle.quadrant & 2u} << 30;
    const uint32_t cosine_sign = uint32_t{(angle.quadrant + 1u) & 2u} << 30;
    *sine = from_bits(to_bits(unsigned_sine) ^ sine_sign);
    *cosine = from_bits(to_bits(unsigned_cosine) ^ cosine_sign);
}

/// The same in double.
struct double_angle {
    uint64_t quadrant;  // as wide as the rest, for vectors
    double high;
    double low;
};

static inline void sincos_of_angle(double_angle angle, double* sine, double* cosine) {
    const double r = angle.high;
    const double z = r * r;
    const double half_z = 0.5 * z;
    double s = 0x1.5d8e625e1d582p-33;
    s = s * z - 0x1.ae5e55005edc7p-26;
    s = s * z + 0x1.71de355fa4e61p-19;
    s = s * z - 0x1.a01a019bf2b7ep-13;
    s = s * z + 0x1.111111110f76p-7;
    s = s * z - 0x1.5555555555548p-3;
    const double sine_of_rest = r + (r * z * s + (angle.low - angle.low * half_z));

    double c = -0x1.8fa6a892b2a6bp-37;
    c = c * z + 0x1.1ee9dc12aae35p-29;
    c = c * z - 0x1.27e4f7f1ee771p-22;
    c = c * z + 0x1.a01a019c8f944p-16;
    c = c * z - 0x1.6c16c16c15018p-10;
    c = c * z + 0x1.555555555554bp-5;
    const double leading = 1.0 - half_z;
    const double leading_error = (1.0 - leading) - half_z;
    const double cosine_of_rest = leading + (leading_error + (z * z * c - r * angle.low));

    const bool swapped = (angle.quadrant & 1u) != 0;
    const double unsigned_sine = select(swapped, cosine_of_rest, sine_of_rest);
    const double unsigned_cosine = select(swapped, sine_of_rest, cosine_of_rest);
    const uint64_t sine_sign = (angle.quadrant & 2u) << 62;
    const uint64_t cosine_sign = ((angle.quadrant + 1u) & 2u) << 62;
    *sine = from_bits(to_bits(unsigned_sine) ^ sine_sign);
    *cosine = from_bits(to_bits(unsigned_cosine) ^ cosine_sign);
}

/// 2 pi fraction / 2^32. The distance to the nearest quarter turn is a signed integer. Its
/// conversion may round; the rounding error goes into the angle's low part, as does the rounding
/// error of the constant 2 pi / 2^32.
static inline float_angle angle_of_turn(uint32_t fraction) {
    const uint32_t quadrant = (fraction + 0x20000000u) >> 30;
    const int32_t rest = static_cast<int32_t>(fraction << 2) >> 2;
    const float value = static_cast<float>(rest);
    const float lost = static_cast<float>(rest - static_cast<int32_t>(value));
    const float low = value * -0x1.777a5cp-55f + lost * 0x1.921fb6p-30f;
    return {quadrant, value * 0x1.921fb6p-30f, low};
}

/// Sine and cosine of 2 pi fraction / 2^32, or / 2^64, for which the same holds.
PICOMLP_IN_ONE_PIECE static inline void sincos_turn_element(uint32_t fraction, float* sine,
                                                            float* cosine) {
    sincos_of_angle(angle_of_turn(fraction), sine, cosine);
}

/// An integer as the nearest double and the rest, integer - value.
struct rounded_integer {
    double value;
    double lost;
};

static inline rounded_integer double_of(int64_t integer) {
#if defined(__SSE2__)
    // SSE2 converts vectors of 32-bit integers only. The sum of both halves is rounded once, as a
    // conversion of 64 bits is.
    const double high = static_cast<double>(static_cast<int32_t>(integer >> 32)) * 0x1p32;
    const double low =
        from_bits((static_cast<uint64_t>(integer) & 0xffffffffu) | 0x4330000000000000u) - 0x1p52;
    const double value = high + low;
    return {value, low - (value - high)};
#else
    const auto value = static_cast<double>(integer);
    return {value, static_cast<double>(integer - static_cast<int64_t>(value))};
#endif
}

PICOMLP_IN_ONE_PIECE static inline void sincos_turn_element(uint64_t fraction, double* sine,
                                                            double* cosine) {
    const uint64_t quadrant = (fraction + 0x2000000000000000u) >> 62;
    const int64_t rest = static_cast<int64_t>(fraction - (quadrant << 62));
    const rounded_integer parts = double_of(rest);
    const double low = parts.value * 0x1.1a62633145c07p-116 + parts.lost * 0x1.921fb54442d18p-62;
    sincos_of_angle({quadrant, parts.value * 0x1.921fb54442d18p-62, low}, sine, cosine);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
