#include "picomlp/math/integer/cores.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/integer/float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

constexpr integer_float log2_of_e = integer_constant(float_log2_of_e, -23);
constexpr uint32_t exp_ln2_high =
    static_cast<uint32_t>(integer_constant(float_ln2_high, -25).significand);
constexpr int32_t exp_ln2_low = integer_constant(float_ln2_low, -42).significand;

// The last sum lies on either side of 1/2.
constexpr integer_float exp_coefficients[] = {integer_constant(float_exp_coefficients[0], -33),
                                              integer_constant(float_exp_coefficients[1], -30),
                                              integer_constant(float_exp_coefficients[2], -28),
                                              integer_constant(float_exp_coefficients[3], -26),
                                              integer_constant(float_exp_coefficients[4], -25)};

/// The nearest number of 24 significant bits.
inline int32_t rounded_to_float(int32_t value) {
    const int32_t spare = spare_bits(value);
    const int32_t surplus = spare < 7 ? 7 - spare : 0;
    // Shifted by one bit more, so that a surplus of 0 is allowed.
    return shifted_up(nearest(shifted_down(shifted_up(value, 1), surplus + 1)), surplus);
}

/// high + low of reduce_exp. high is a multiple of 2^-25, and what overflows while it is computed
/// cancels; low is a multiple of 2^-42. |high + low| is at least 2^-29 and less than 2^-1.
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

}  // namespace

integer_exp_steps take_exp_steps(float x) noexcept {
    const uint32_t bits = to_bits(x);
    integer_float r = taken_apart(bits);
    if (bits & float_sign) r = negated(r);

    integer_exp_steps steps;
    steps.n = 0;
    steps.r_error = 0;
    if (r.unit >= -25) {  // |x| >= 1/4
        const integer_float quotient = multiply(r, log2_of_e);
        steps.n = nearest(shifted_down(quotient.significand, -quotient.unit));
        const unrounded exact = reduced(r, steps.n);
        r = rounded(exact);
        steps.r_error = rounding_error(exact, r);
    }
    steps.r = r;

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
    const integer_float earlier = add(exactly(steps.less_one_error, steps.less_one.unit - 31),
                                      exactly(steps.r_error, steps.r.unit - 31));
    return add(exactly(steps.value_error, steps.value.unit - 31), earlier);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
