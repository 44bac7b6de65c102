// tanh in float operations. For the sources of this floor alone: not installed.
#pragma once

#include "picomlp/math/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr float float_tanh_coefficients[] = {-0x1.758facp-8f, 0x1.5211c4p-6f, -0x1.b838ap-5f,
                                                    0x1.110704p-3f, -0x1.555532p-2f};

/// |x| up to 32, by where tanh has long come to 1; for a NaN some number up to there.
static inline float clamp_to_positive(float x) {
    if constexpr (bits_are_compared) {
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

/// tanh(x), whatever x is.
template <typename T>
static inline T tanh_element(T x) {
    const T a = clamp_to_positive(x);
    const T z = a * a;
    const T small_result = a + a * (z * tanh_polynomial(z));
    const T large_result = T(1) - T(2) / (exp_of_moderate(a + a) + T(1));
    const T magnitude = select(a < T(0.625), small_result, large_result);
    return unless_nan(x, with_sign_of(x, magnitude));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
