// SPDX-License-Identifier: MIT
// Sine and cosine of a fraction of a turn in integers.
#include "picomlp/math/integer/cores.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

constexpr integer_float radians = integer_constant(0x1.921fb6p-30f, -53);
constexpr integer_float radians_error = integer_constant(-0x1.777a5cp-55f, -78);

constexpr integer_float sine_coefficients[] = {integer_constant(-0x1.9954e8p-13f, -36),
                                               integer_constant(0x1.11077ap-7f, -30),
                                               integer_constant(-0x1.555546p-3f, -26)};
constexpr integer_float cosine_coefficients[] = {integer_constant(0x1.99e914p-16f, -39),
                                                 integer_constant(-0x1.6c0c2ap-10f, -33),
                                                 integer_constant(0x1.55554ap-5f, -28)};

}  // namespace

// The names and the order of operations are those of angle_of_turn and sincos_of_rest.
integer_sincos integer_sincos_of_rest(uint32_t fraction) noexcept {
    const int32_t rest = static_cast<int32_t>(fraction << 2) >> 2;
    if (rest == 0) return {{0, lowest_unit}, integer_one};
    const rounded_value parts = round_integer(rest, 0);
    const integer_float value = parts.result;
    integer_float low = multiply(value, radians_error);
    if (parts.rest != 0) low = add(low, multiply(normalized(parts.rest, 0), radians));

    const integer_float r = multiply(value, radians);
    const integer_float z = multiply(r, r);
    const integer_float half_z = {z.significand, z.unit - 1};
    // Below 2^-21 products change no sum of the polynomials.
    const integer_float factor = {z.significand, z.unit > -45 ? z.unit : -45};
    const integer_float s = integer_polynomial(sine_coefficients, 3, factor);
    const integer_float sine =
        add(r, add(multiply(multiply(r, z), s), add(low, negated(multiply(low, half_z)))));

    const integer_float c = integer_polynomial(cosine_coefficients, 3, factor);
    // 1 - half_z rounded to 24 bits: 1 where half_z is below 2^-25.
    const int32_t shift = -24 - half_z.unit;
    integer_float leading = integer_one;
    integer_float leading_error = negated(half_z);
    if (shift <= 24) {
        const int32_t less = nearest_shifted(half_z.significand, shift);
        leading = {significand_beyond - less, -24};
        leading_error = normalized(less * (1 << shift) - half_z.significand, half_z.unit);
    }
    const integer_float cosine = add(
        leading, add(leading_error, add(multiply(multiply(z, z), c), negated(multiply(r, low)))));
    return {sine, cosine};
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
