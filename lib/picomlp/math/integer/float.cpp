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
    const int32_t distance = a.unit - b.unit;
    // Shifted by more, b is less than a quarter of the sum's unit in every case, and its size does
    // not change the rounding.
    const int32_t shift = distance < 31 ? distance : 31;
    const int32_t smaller = b.significand * 32;
    int32_t exact = a.significand * 32 + (smaller >> shift);
    int32_t unit = a.unit;
    uint32_t more = static_cast<uint32_t>(smaller) & ((uint32_t{1} << shift) - 1);
    constexpr int32_t lowest = significand_lowest * 32;
    constexpr int32_t beyond = significand_beyond * 32;
    if (static_cast<uint32_t>(exact + beyond) >= 2u * uint32_t{beyond}) {
        more |= static_cast<uint32_t>(exact) & 1u;
        exact >>= 1;
        ++unit;
    } else if (static_cast<uint32_t>(exact + lowest) < 2u * uint32_t{lowest}) {
        // So much cancels only when the units differ by at most 1. Then nothing is lost.
        if (static_cast<uint32_t>(exact + lowest / 2) < uint32_t{lowest})
            return normalized(exact >> 4, unit - 1);
        exact *= 2;
        --unit;
    }
    return {nearest_without<5>(exact, more != 0), unit};
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
        // As in sum(): a function for both takes 16 bytes more of a Cortex-M0+'s stack at -Os.
        const int32_t shift = term.unit - product.unit;
        const int32_t smaller = product.significand * 32;
        int32_t sum = term.significand * 32 + (smaller >> shift);
        int32_t unit = term.unit;
        uint32_t more = static_cast<uint32_t>(smaller) & ((uint32_t{1} << shift) - 1);
        constexpr int32_t beyond = significand_beyond * 32;
        if (static_cast<uint32_t>(sum + beyond) >= 2u * uint32_t{beyond}) {
            more |= static_cast<uint32_t>(sum) & 1u;
            sum >>= 1;
            ++unit;
        }
        result = {nearest_without<5>(sum, more != 0), unit};
    }
    return result;
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
