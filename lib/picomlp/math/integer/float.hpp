// SPDX-License-Identifier: MIT
// IEEE 754's operations in integers, on unpacked floats. Each operation rounds to nearest, ties to
// even, as the float operation does. A function unpacks its argument, handles special cases and
// packs its result once, not at every operation. Exponents have no limits here, so a function must
// handle subnormal and infinite results itself.
#pragma once

#include <stddef.h>

#include "picomlp/math/detail/float_operations.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr int32_t significand_lowest = int32_t{1} << 23;
static constexpr int32_t significand_beyond = int32_t{1} << 24;

/// significand * 2^unit, 2^23 <= |significand| <= 2^24. Rounding can give a significand of 2^24,
/// which equals {2^23, unit + 1}. Zero is {0, lowest_unit}.
struct integer_float {
    int32_t significand;
    int32_t unit;
};

static constexpr int32_t lowest_unit = -10000;

static constexpr integer_float integer_one = {significand_lowest, -23};

/// c, which must be a multiple of 2^unit. For constants at compile time.
constexpr integer_float integer_constant(float c, int32_t unit) {
    for (int32_t i = 0; i < unit; ++i) c *= 0.5f;
    for (int32_t i = 0; i < -unit; ++i) c *= 2.0f;
    return {static_cast<int32_t>(c), unit};
}

/// The absolute value of a normal number.
static inline integer_float unpack_float(uint32_t bits) {
    return {static_cast<int32_t>((bits & 0x007fffffu) | 0x00800000u),
            static_cast<int32_t>((bits >> 23) & 0xffu) - 150};
}

/// The float of a positive normal number. The significand's leading bit adds 1 to the exponent
/// field, which is set 1 too low for it.
static inline float pack_float(integer_float x) {
    return from_bits((static_cast<uint32_t>(x.unit + 149) << 23) +
                     static_cast<uint32_t>(x.significand));
}

// Numbers with 32 bits after the point.

static inline int64_t fixed_point(int32_t integer) {
    return static_cast<int64_t>(uint64_t{static_cast<uint32_t>(integer)} << 32);
}

/// value * 2^-shift, exactly; 1 <= shift <= 31.
static inline int64_t shifted_down(int32_t value, int32_t shift) {
    const uint32_t integer = static_cast<uint32_t>(value >> shift);
    const uint32_t fraction = static_cast<uint32_t>(value) << (32 - shift);
    return static_cast<int64_t>((uint64_t{integer} << 32) | fraction);
}

static inline int32_t shifted_up(int32_t value, int32_t shift) {
    return static_cast<int32_t>(static_cast<uint32_t>(value) << shift);
}

/// The integer at or below value.
static inline int32_t integer_part(int64_t value) { return static_cast<int32_t>(value >> 32); }

/// The nearest integer; ties to even.
static inline int32_t nearest(int64_t value) {
    const uint32_t odd = static_cast<uint32_t>(integer_part(value)) & 1u;
    return integer_part(value + (uint32_t{0x7fffffff} + odd));
}

/// -bound <= value < bound.
static inline bool is_within(int64_t value, int32_t bound) {
    return static_cast<uint32_t>(integer_part(value) + bound) < 2u * static_cast<uint32_t>(bound);
}

/// The number of bits by which value can be shifted up without changing its sign; 30 for 0 and -1.
static inline int32_t spare_bits(int32_t value) {
    return __builtin_clz(static_cast<uint32_t>(value ^ (value >> 31)) | 1u) - 1;
}

// Results, before and after rounding.

/// value * 2^unit, with 32 bits of value after the point.
struct unrounded {
    int64_t value;
    int32_t unit;
};

static inline unrounded in_half_units(unrounded x) {
    return {static_cast<int64_t>(static_cast<uint64_t>(x.value) << 1), x.unit - 1};
}

/// Bit 0 of the value must be clear.
static inline unrounded in_double_units(unrounded x) { return {x.value >> 1, x.unit + 1}; }

/// The same number in the unit of the float that it rounds to, for 2^22 <= |x.value| < 2^25. Bit 0
/// of the value must be clear.
static inline unrounded in_own_units(unrounded x) {
    if (!is_within(x.value, significand_beyond)) x = in_double_units(x);
    if (is_within(x.value, significand_lowest)) x = in_half_units(x);
    return x;
}

static inline integer_float rounded(unrounded x) { return {nearest(x.value), x.unit}; }

/// value * 2^unit, for a value of at most 24 significant bits.
static inline integer_float normalized(int32_t value, int32_t unit) {
    if (value == 0) return {0, lowest_unit};
    const int32_t shift = spare_bits(value);
    return {shifted_up(value, shift) >> 7, unit + 7 - shift};
}

/// x in units of 2^-149, rounded to nearest; |x| must be below 2^-126.
static inline int32_t in_smallest_units(integer_float x) {
    const int32_t shift = -149 - x.unit < 31 ? -149 - x.unit : 31;
    return nearest(shifted_down(x.significand, shift));
}

/// The float of x, rounded, plus correction * 2^-149, for a positive x with x.unit <= -149.
static inline float pack_subnormal(integer_float x, int32_t correction) {
    const int32_t high =
        x.unit == -149 ? x.significand : nearest(shifted_down(x.significand, -149 - x.unit));
    return from_bits(static_cast<uint32_t>(high + correction));
}

/// x - result, in 2^-31 of the result's unit, where result is x rounded. Bit 0 of x.value must be
/// clear.
static inline int32_t rounding_error(unrounded x, integer_float result) {
    return static_cast<int32_t>((x.value - fixed_point(result.significand)) >> 1);
}

// The operations.

static inline integer_float negated(integer_float x) { return {-x.significand, x.unit}; }

/// a * b.
static inline integer_float multiply(integer_float a, integer_float b) {
    const int64_t value =
        int64_t{shifted_up(a.significand, 2)} * int64_t{shifted_up(b.significand, 6)};
    unrounded exact = {value, a.unit + b.unit + 24};
    if (is_within(value, significand_lowest)) exact = in_half_units(exact);
    return rounded(exact);
}

// Larger operations are calls. ARM passes a 64-bit integer in registers, but returns a structure of
// two words in memory, so these calls take an integer_float as one integer.

static inline uint64_t to_word(integer_float x) {
    return (uint64_t{static_cast<uint32_t>(x.unit)} << 32) | static_cast<uint32_t>(x.significand);
}
static inline integer_float from_word(uint64_t x) {
    return {static_cast<int32_t>(static_cast<uint32_t>(x)), static_cast<int32_t>(x >> 32)};
}

uint64_t add_words(uint64_t a, uint64_t b) noexcept;
uint64_t divide_words(uint64_t a, uint64_t b) noexcept;

/// a + b.
static inline integer_float add(integer_float a, integer_float b) {
    return from_word(add_words(to_word(a), to_word(b)));
}

/// a / b for positive a and b.
static inline integer_float divide(integer_float a, integer_float b) {
    return from_word(divide_words(to_word(a), to_word(b)));
}

/// Horner's rule: (c[0] x + c[1]) x + ... + c[count-1], every operation rounded. |x| must be below
/// 1 and every product below a quarter of the sum. The unit in which a coefficient is given must be
/// the unit of the sum that it completes, or half of that.
integer_float integer_polynomial(const integer_float* coefficients, size_t count,
                                 const integer_float& x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
