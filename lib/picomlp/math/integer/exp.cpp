// SPDX-License-Identifier: MIT
// exp in integers, and the steps of it that sigmoid, softplus and tanh share.
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/detail/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

constexpr integer_float log2_of_e = integer_constant(float_log2_of_e, -23);
constexpr uint32_t exp_ln2_high =
    static_cast<uint32_t>(integer_constant(float_ln2_high, -25).significand);
constexpr int32_t exp_ln2_low = integer_constant(float_ln2_low, -42).significand;

// The last sum may be below 1/2, where its unit is -25, or above.
constexpr integer_float exp_coefficients[] = {integer_constant(float_exp_coefficients[0], -33),
                                              integer_constant(float_exp_coefficients[1], -30),
                                              integer_constant(float_exp_coefficients[2], -28),
                                              integer_constant(float_exp_coefficients[3], -26),
                                              integer_constant(float_exp_coefficients[4], -25)};

/// value, rounded to 24 significant bits.
inline int32_t rounded_to_float(int32_t value) {
    const int32_t spare = spare_bits(value);
    const int32_t surplus = spare < 7 ? 7 - spare : 0;
    // Shifted by one bit more, so that a surplus of 0 is allowed.
    return shifted_up(nearest(shifted_down(shifted_up(value, 1), surplus + 1)), surplus);
}

/// high + low of reduce_exp. high is a multiple of 2^-25; overflow in its computation cancels. low
/// is a multiple of 2^-42. 2^-29 <= |high + low| < 2^-1.
inline unrounded reduced(integer_float x, int32_t n) {
    const int32_t high =
        static_cast<int32_t>((static_cast<uint32_t>(x.significand) << (x.unit + 25)) -
                             static_cast<uint32_t>(n) * exp_ln2_high);
    const int32_t low = rounded_to_float(n * exp_ln2_low);
    const int64_t sum = fixed_point(shifted_up(high, 6)) - int64_t{low} * (int64_t{1} << 21);
    const int32_t spare = spare_bits(integer_part(sum));
    const int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(sum) << spare);
    return {shifted >> 7, -31 + 7 - spare};
}

[[gnu::always_inline]] inline integer_exp_reduction reduce(float x) {
    const uint32_t bits = to_bits(x);
    integer_float r = unpack_float(bits);
    if (bits & float_sign) r = negated(r);

    int32_t n = 0;
    int32_t r_error = 0;
    if (r.unit >= -25) {  // |x| >= 1/4
        const integer_float quotient = multiply(r, log2_of_e);
        n = nearest(shifted_down(quotient.significand, -quotient.unit));
        const unrounded exact = reduced(r, n);
        r = rounded(exact);
        r_error = rounding_error(exact, r);
    }
    return {n, r, r_error};
}

}  // namespace

integer_exp_reduction reduce_integer_exp(float x) noexcept { return reduce(x); }

integer_exp_steps take_exp_steps(float x) noexcept {
    const integer_exp_reduction reduction = reduce(x);
    const integer_float r = reduction.r;
    integer_exp_steps steps;
    steps.n = reduction.n;
    steps.r = r;
    steps.r_error = reduction.r_error;

    const integer_float q = integer_polynomial(exp_coefficients, 5, r);
    const integer_float rest = multiply(multiply(r, r), q);
    const unrounded less_one = in_own_units(
        {fixed_point(r.significand) + shifted_down(rest.significand, r.unit - rest.unit), r.unit});
    steps.less_one = rounded(less_one);
    steps.less_one_error = rounding_error(less_one, steps.less_one);

    const int32_t shift = -24 - steps.less_one.unit;
    const unrounded value = in_own_units(
        {fixed_point(significand_beyond) + shifted_down(steps.less_one.significand, shift), -24});
    steps.value = rounded(value);
    steps.value_error = rounding_error(value, steps.value);
    return steps;
}

integer_float integer_exp_error(const integer_exp_steps& steps) noexcept {
    const integer_float earlier = add(normalized(steps.less_one_error, steps.less_one.unit - 31),
                                      normalized(steps.r_error, steps.r.unit - 31));
    return add(normalized(steps.value_error, steps.value.unit - 31), earlier);
}

float integer_exp(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude <= 0x33000000u) return 1.0f;                              // |x| <= 2^-25
    if (bits >= 0xc2d00000u) return 0.0f;                                   // x <= -104
    if (magnitude >= 0x42b20000u && bits == magnitude) return infinity(x);  // x >= 89

    const integer_exp_steps steps = take_exp_steps(x);
    const integer_float result = {steps.value.significand, steps.value.unit + steps.n};
    if (result.unit > 104) return infinity(x);
    if (result.unit >= -149) return pack_float(result);
    return from_bits(
        static_cast<uint32_t>(nearest(shifted_down(result.significand, -149 - result.unit))));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
