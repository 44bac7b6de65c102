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

/// Whether integers are multiplied to 64 bits by an instruction or two.
#if defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 1
static constexpr bool has_long_products = false;
#else
static constexpr bool has_long_products = true;
#endif

/// high + rest, 0 <= rest < 1; the rest is not 0 where `more` is not.
struct upper_product {
    int32_t high;
    uint32_t more;
};

/// a * b / 2^20 for significands.
static inline upper_product multiply_to_64_bits(int32_t a, int32_t b) {
    const int32_t first = a * 64;
    const int32_t second = b * 64;
    const int64_t product = int64_t{first} * int64_t{second};
    return {static_cast<int32_t>(product >> 32), static_cast<uint32_t>(product)};
}
/// The same in parts of 12 bits.
static inline upper_product multiply_in_parts(int32_t a, int32_t b) {
    const int32_t a_high = a >> 12;
    const int32_t a_low = a & 0xfff;
    const int32_t b_high = b >> 12;
    const int32_t b_low = b & 0xfff;
    const int32_t low = a_low * b_low;
    const int32_t middle = a_high * b_low + a_low * b_high + (low >> 12);
    return {a_high * b_high * 16 + (middle >> 8),
            static_cast<uint32_t>(middle & 0xff) | static_cast<uint32_t>(low & 0xfff)};
}

/// (sum + rest) / 2^Bits to the nearest integer; ties to even. `more` says that the rest, as above,
/// is not 0.
template <int Bits>
static inline int32_t nearest_without(int32_t sum, bool more) {
    constexpr int32_t half = 1 << (Bits - 1);
    sum += half;
    int32_t result = sum >> Bits;
    if ((sum & (2 * half - 1)) == 0 && !more) result &= ~1;
    return result;
}

/// value = result + rest, both multiples of 2^unit; the result is value rounded.
struct rounded_value {
    integer_float result;
    int32_t rest;
};

/// value / 2^shift to the nearest integer, 1 <= shift <= 30; ties to even.
static inline int32_t nearest_shifted(int32_t value, int32_t shift) {
    const int32_t half = 1 << (shift - 1);
    const int32_t sum = value + half;
    const int32_t result = sum >> shift;
    return (sum & (2 * half - 1)) == 0 ? result & ~1 : result;
}

/// value * 2^unit, rounded, for a value that is not 0 and whose magnitude is below 2^31 - 2^7.
static inline rounded_value round_integer(int32_t value, int32_t unit) {
    const int32_t spare = spare_bits(value);
    if (spare >= 7) return {{shifted_up(value, spare) >> 7, unit + 7 - spare}, 0};
    const int32_t shift = 7 - spare;
    const int32_t significand = nearest_shifted(value, shift);
    return {{significand, unit + shift}, value - significand * (1 << shift)};
}

/// a * b.
static inline integer_float multiply(integer_float a, integer_float b) {
    const upper_product product = has_long_products
                                      ? multiply_to_64_bits(a.significand, b.significand)
                                      : multiply_in_parts(a.significand, b.significand);
    int32_t high = product.high;
    int32_t unit = a.unit + b.unit + 24;
    constexpr int32_t bound = significand_lowest * 16;
    if (static_cast<uint32_t>(high + bound) < 2u * uint32_t{bound}) {
        high *= 2;
        --unit;
    }
    return {nearest_without<4>(high, product.more != 0), unit};
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
