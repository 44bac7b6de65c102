// SPDX-License-Identifier: MIT
// log in integers, and log_of_sum, which softplus shares.
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/detail/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

// Where the sum may be in the binade below the coefficient's, the unit is that of the lower binade.
constexpr integer_float log_coefficients[] = {integer_constant(float_log_coefficients[0], -27),
                                              integer_constant(float_log_coefficients[1], -27),
                                              integer_constant(float_log_coefficients[2], -27),
                                              integer_constant(float_log_coefficients[3], -27),
                                              integer_constant(float_log_coefficients[4], -27),
                                              integer_constant(float_log_coefficients[5], -26),
                                              integer_constant(float_log_coefficients[6], -26),
                                              integer_constant(float_log_coefficients[7], -25)};

constexpr int32_t log_ln2_high = integer_constant(float_log_ln2_high, -17).significand;
constexpr integer_float log_ln2_low = integer_constant(float_log_ln2_low, -43);

}  // namespace

// The names and the order of operations are those of log_of_sum.
integer_float integer_log_of_sum(int32_t k, const integer_float& f,
                                 const integer_float& f_error) noexcept {
    const integer_float z = multiply(f, f);
    const integer_float p = integer_polynomial(log_coefficients, 8, f);
    const integer_float half_z = {z.significand, z.unit - 1};
    const integer_float tail = add(
        add(multiply(multiply(f, z), p), multiply(normalized(k, 0), log_ln2_low)), negated(half_z));
    integer_float sum = f;
    integer_float rest = tail;
    if (k != 0) {
        // leading + f is an integer here: f is 0 or a multiple of 2^-24, and of 2^-26 where k is 1,
        // as softplus has it.
        const int32_t unit = k == 1 ? -26 : -24;
        const int32_t distance = f.unit - unit;
        int32_t in_unit = 0;
        if (f.significand != 0) {
            in_unit = distance >= 0 ? f.significand * (1 << distance) : f.significand >> -distance;
        }
        const rounded_value rounded_sum =
            round_integer(k * log_ln2_high * (1 << (-17 - unit)) + in_unit, unit);
        sum = rounded_sum.result;
        if (rounded_sum.rest != 0) rest = add(normalized(rounded_sum.rest, unit), tail);
    }
    if (f_error.significand != 0) rest = add(rest, add(f_error, negated(multiply(f_error, f))));
    return add(sum, rest);
}

float integer_log(float x) noexcept {
    const uint32_t bits = to_bits(x);
    if ((bits & ~float_sign) == 0) return -infinity(x);
    if (bits > ieee_layout<float>::infinity) return not_a_number(x);
    if (bits == ieee_layout<float>::infinity) return x;
    if (bits == 0x3f800000u) return 0.0f;

    uint32_t scaled = bits;
    int32_t bias = 127;
    if (bits < 0x00800000u) {
        // A subnormal number, times 2^23.
        const int32_t shift = spare_bits(static_cast<int32_t>(bits)) - 7;
        scaled = (static_cast<uint32_t>(24 - shift) << 23) + ((bits << shift) & 0x007fffffu);
        bias = 150;
    }
    // x = 2^k m with m in [sqrt(1/2), sqrt(2)), as in log_of_normal.
    const uint32_t carried = scaled + (0x3f800000u - 0x3f3504f3u);
    const int32_t k = static_cast<int32_t>(carried >> 23) - bias;
    const integer_float m = unpack_float((carried & 0x007fffffu) + 0x3f3504f3u);
    const int32_t one = m.unit == -23 ? significand_lowest : significand_beyond;
    const integer_float f = normalized(m.significand - one, m.unit);

    const integer_float result = integer_log_of_sum(k, f, {0, lowest_unit});
    const bool negative = result.significand < 0;
    return with_sign_of(negative ? -1.0f : 1.0f, pack_float(negative ? negated(result) : result));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
