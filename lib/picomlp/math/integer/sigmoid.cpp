// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/exp_core.hpp"
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

constexpr integer_float inner[] = {integer_constant(float_exp_coefficients[1], -30),
                                   integer_constant(float_exp_coefficients[2], -28)};
constexpr integer_float outer[] = {integer_constant(float_exp_coefficients[3], -26),
                                   integer_constant(float_exp_coefficients[4], -25)};

/// 1.457, from which half of a denominator is subtracted.
constexpr integer_float line_at_zero = {integer_constant(1.457f, -23).significand, -23};

/// exp(r) - 1, r not 0.
inline integer_float exp_less_one(integer_float r) {
    const integer_float z = multiply(r, r);
    integer_float tree[3];  // assigned, since an initialization would call memset
    tree[0] = integer_constant(float_exp_coefficients[0], -33);
    tree[1] = integer_polynomial(inner, 2, r);
    tree[2] = integer_polynomial(outer, 2, r);
    // When z is below 2^-24, its products change no sum. Coefficients so far apart would be shifted
    // by more bits than a word has.
    const integer_float factor = {z.significand, z.unit > -48 ? z.unit : -48};
    const integer_float rest = multiply(z, integer_polynomial(tree, 3, factor));
    return rounded(in_own_units(
        {fixed_point(r.significand) + shifted_down(rest.significand, r.unit - rest.unit), r.unit}));
}

/// above + x, exactly, for 1 <= above <= 2 and 2^-30 <= |x| < 1/2.
inline unrounded exact_sum(integer_float above, integer_float x) {
    return in_own_units(
        {fixed_point(above.significand) + shifted_down(x.significand, above.unit - x.unit),
         above.unit});
}

}  // namespace

// The names and the order of operations are those of sigmoid_of_reduced in activation_core.hpp; r
// has the opposite sign.
float integer_sigmoid(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    const bool negative = bits != magnitude;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude <= 0x33800000u) return 0.5f;               // |x| <= 2^-24
    if (negative && magnitude >= 0x42d00000u) return 0.0f;   // x <= -104
    if (!negative && magnitude >= 0x41a00000u) return 1.0f;  // x >= 20

    const integer_exp_reduction reduced = reduce_integer_exp(from_bits(magnitude));
    const int32_t n = reduced.n;
    const integer_float less_one = exp_less_one(reduced.r);
    const integer_float above = {
        n < 24 ? significand_lowest + (significand_lowest >> n) : significand_lowest, -23};
    const unrounded exact = exact_sum(above, less_one);
    const integer_float denominator = rounded(exact);
    const integer_float quotient = divide(integer_one, denominator);
    if (!negative) {
        // Shifted by one bit more, so that a distance of 0 is allowed.
        const int32_t distance = n - 24 - quotient.unit;
        return pack_float(
            rounded({fixed_point(significand_beyond) -
                         shifted_down(shifted_up(quotient.significand, 1), distance + 1),
                     -24}));
    }

    integer_float error;
    if (n < 24) {
        error = normalized(rounding_error(exact, denominator), denominator.unit - 31);
    } else {
        const integer_float above_error = {significand_lowest, -23 - n};
        error = add(add(above, negated(denominator)), add(less_one, above_error));
    }
    const integer_float sum = rounded(exact_sum(above, reduced.r));
    const integer_float reciprocal = add(line_at_zero, {-sum.significand, sum.unit - 1});
    const integer_float correction = multiply(multiply(reciprocal, reciprocal), error);
    integer_float result = quotient;
    const int32_t shift = quotient.unit - correction.unit;
    // Shifted by more, the correction is below half a unit, or a quarter at the lower end of a
    // binade, and changes nothing.
    if (shift <= 31) {
        result = rounded(in_own_units(
            {fixed_point(quotient.significand) - shifted_down(correction.significand, shift),
             quotient.unit}));
    }
    result.unit -= n;
    if (result.unit >= -149) return pack_float(result);
    return from_bits(
        static_cast<uint32_t>(nearest(shifted_down(result.significand, -149 - result.unit))));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
