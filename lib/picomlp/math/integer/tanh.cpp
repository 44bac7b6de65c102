// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/detail/activation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

// The fourth sum may be below 1/8, so its coefficient is given in the unit of such numbers.
constexpr integer_float tanh_coefficients[] = {integer_constant(float_tanh_coefficients[0], -31),
                                               integer_constant(float_tanh_coefficients[1], -29),
                                               integer_constant(float_tanh_coefficients[2], -28),
                                               integer_constant(float_tanh_coefficients[3], -27),
                                               integer_constant(float_tanh_coefficients[4], -25)};

/// a + a z p(z) for 2^-12 <= a < 0.625.
inline integer_float tanh_near_zero(integer_float a) {
    const integer_float z = multiply(a, a);
    const integer_float p = integer_polynomial(tanh_coefficients, 5, z);
    const integer_float change = multiply(a, multiply(z, p));
    return rounded(in_own_units(
        {fixed_point(a.significand) + shifted_down(change.significand, a.unit - change.unit),
         a.unit}));
}

/// 1 - 2 / (exp(2 a) + 1) for 0.625 <= a < 10.
inline integer_float tanh_far_from_zero(float twice_a) {
    const integer_exp_steps steps = take_exp_steps(twice_a);
    const int32_t unit = steps.value.unit + steps.n;
    const integer_float denominator = rounded(in_own_units(
        {fixed_point(steps.value.significand) + shifted_down(significand_lowest, unit + 23),
         unit}));
    const integer_float quotient = divide({significand_lowest, -22}, denominator);
    return rounded(
        {fixed_point(significand_beyond) - shifted_down(quotient.significand, -24 - quotient.unit),
         -24});
}

}  // namespace

float integer_tanh(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude < 0x39800000u) return x;                       // |x| < 2^-12
    if (magnitude >= 0x41200000u) return with_sign_of(x, 1.0f);  // |x| >= 10
    const integer_float result = magnitude < 0x3f200000u         // |x| < 0.625
                                     ? tanh_near_zero(unpack_float(bits))
                                     : tanh_far_from_zero(from_bits(magnitude + 0x00800000u));
    return with_sign_of(x, pack_float(result));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
