// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

inline integer_float sum(integer_float a, integer_float b) {
    if (a.unit < b.unit) {
        const integer_float smaller = a;
        a = b;
        b = smaller;
    }
    // Shifted by more than 30, b is less than a quarter of the sum's unit in every case, and its
    // size does not change the rounding.
    const int32_t distance = a.unit - b.unit < 30 ? a.unit - b.unit : 30;
    // Shifted by one bit more, so that a distance of 0 is allowed.
    const int64_t exact =
        fixed_point(a.significand) + shifted_down(shifted_up(b.significand, 1), distance + 1);
    // So much cancels only when the units differ by at most 1. Then the sum has one bit after the
    // point.
    if (is_within(exact, significand_lowest / 2))
        return normalized(static_cast<int32_t>(exact >> 31), a.unit - 1);
    return rounded(in_own_units({exact, a.unit}));
}

inline integer_float quotient(integer_float a, integer_float b) {
    uint32_t dividend = static_cast<uint32_t>(a.significand);
    const uint32_t divisor = static_cast<uint32_t>(b.significand);
    int32_t unit = a.unit - b.unit - 23;
    if (dividend < divisor) {
        dividend <<= 1;
        --unit;
    }
    // 1 <= dividend / divisor <= 2: 23 binary places, in steps of 7, 8 and 8.
    uint32_t digits = 0;
    uint32_t remainder = dividend << 7;
    for (int step = 0; step < 3; ++step) {
        const uint32_t next = remainder / divisor;
        remainder = (remainder - next * divisor) << 8;
        digits = (digits << 8) + next;
    }
    // A quotient of floats is never halfway between two floats.
    if ((remainder >> 7) > divisor) ++digits;
    return {static_cast<int32_t>(digits), unit};
}

}  // namespace

uint64_t add_words(uint64_t a, uint64_t b) noexcept {
    return to_word(sum(from_word(a), from_word(b)));
}

uint64_t divide_words(uint64_t a, uint64_t b) noexcept {
    return to_word(quotient(from_word(a), from_word(b)));
}

integer_float integer_polynomial(const integer_float* coefficients, size_t count,
                                 const integer_float& x) noexcept {
    // When |x| is below 2^-26, products change no sum. A larger unit keeps the shift below in
    // range.
    const integer_float factor = {x.significand, x.unit > -50 ? x.unit : -50};
    integer_float result = coefficients[0];
    for (size_t i = 1; i < count; ++i) {
        const integer_float product = multiply(result, factor);
        const integer_float term = coefficients[i];
        unrounded sum = {fixed_point(term.significand) +
                             shifted_down(product.significand, term.unit - product.unit),
                         term.unit};
        if (!is_within(sum.value, significand_beyond)) sum = in_double_units(sum);
        result = rounded(sum);
    }
    return result;
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
