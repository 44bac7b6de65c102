#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

/// At 0, the line that sigmoid_of_pair takes for 1 / denominator, in units of 2^-24. Its slope is
/// -1/2.
constexpr int32_t line_at_zero = integer_constant(1.4571068f, -24).significand;

/// quotient + correction, where the sum is a normal number and the correction is little more than a
/// unit of the quotient at most. A correction below half a unit, or below a quarter at the lower
/// end of a binade, changes nothing.
inline float corrected(integer_float quotient, integer_float correction) {
    const int32_t shift = quotient.unit - correction.unit;
    if (shift > 31) return pack_float(quotient);
    return pack_float(rounded(in_own_units(
        {fixed_point(quotient.significand) + shifted_down(correction.significand, shift),
         quotient.unit})));
}

/// sigmoid(x) for x < -71: the quotient e / 1, corrected. Errors are below 2^-126, where floats are
/// multiples of 2^-149, and only that of e matters.
inline float sigmoid_of_far_negative(integer_float e, integer_float error) {
    // The line at 1 has 24 bits after the point.
    const int32_t correction = nearest(int64_t{in_smallest_units(error)} *
                                       (int64_t{line_at_zero - significand_lowest} << 8));
    if (e.unit > -149) return corrected(e, {correction, -149});
    return pack_subnormal(e, correction);
}

}  // namespace

// The names and the order of operations are those of sigmoid_of_pair in activation_core.hpp.
float integer_sigmoid(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    const bool negative = bits != magnitude;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude <= 0x33000000u) return 0.5f;               // |x| <= 2^-25
    if (negative && magnitude >= 0x42d00000u) return 0.0f;   // x <= -104
    if (!negative && magnitude >= 0x41a00000u) return 1.0f;  // x >= 20

    const integer_exp_steps steps = take_exp_steps(from_bits(magnitude | float_sign));
    const integer_float e = {steps.value.significand, steps.value.unit + steps.n};
    integer_float e_error = integer_exp_error(steps);
    e_error.unit += steps.n;
    if (steps.n < -102) return sigmoid_of_far_negative(e, e_error);

    integer_float denominator = integer_one;
    integer_float denominator_rounding = e;
    if (e.unit >= -23 - 31) {
        const unrounded exact = {fixed_point(integer_one.significand) +
                                     shifted_down(e.significand, integer_one.unit - e.unit),
                                 integer_one.unit};
        denominator = rounded(exact);
        denominator_rounding =
            normalized(rounding_error(exact, denominator), integer_one.unit - 31);
    }
    const integer_float denominator_error = add(denominator_rounding, e_error);
    const integer_float quotient = divide(negative ? e : integer_one, denominator);
    const integer_float lost = negated(multiply(quotient, denominator_error));
    const integer_float difference = negative ? add(e_error, lost) : lost;
    const integer_float reciprocal = normalized(line_at_zero - denominator.significand, -24);
    return corrected(quotient, multiply(reciprocal, difference));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
