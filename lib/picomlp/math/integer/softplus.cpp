// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

/// softplus(x) for x < -71: e and its error. It is below 2^-126, where floats are multiples of
/// 2^-149, and nothing else is left of the logarithm.
inline float softplus_of_far_negative(integer_float e, integer_float error) {
    const int32_t e_error = in_smallest_units(error);
    if (e.unit > -149) return pack_float(add(e, normalized(e_error, -149)));
    return pack_subnormal(e, e_error);
}

}  // namespace

// The names and the order of operations are those of softplus_element in activation_core.hpp.
float integer_softplus(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    const bool negative = bits != magnitude;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude <= 0x33000000u) return 0x1.62e43p-1f;        // |x| <= 2^-25
    if (magnitude >= 0x42d00000u) return negative ? 0.0f : x;  // |x| >= 104

    const integer_exp_steps steps = take_exp_steps(from_bits(magnitude | float_sign));
    const integer_float e = {steps.value.significand, steps.value.unit + steps.n};
    integer_float e_error = integer_exp_error(steps);
    e_error.unit += steps.n;
    if (negative && steps.n < -102) return softplus_of_far_negative(e, e_error);

    integer_float f = e;
    integer_float f_error = e_error;
    const bool halve = e.unit > -25 || (e.unit == -25 && e.significand > 0xd40000);  // 0.4140625
    if (halve) {
        f = add(e, negated(integer_one));
        f_error = add(add(e, negated(add(f, integer_one))), e_error);
        --f.unit;
        --f_error.unit;
    }
    integer_float result = integer_log_of_sum(halve ? 1 : 0, f, f_error);
    if (!negative) result = add(unpack_float(bits), result);
    return pack_float(result);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
