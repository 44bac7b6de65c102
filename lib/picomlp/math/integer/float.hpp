// Floats taken apart, and IEEE 754's operations on them in integers: each rounds to nearest, ties
// to even, and gives what the float operation gives. Nothing here takes apart, puts together or
// looks for special cases at every operation; a function does that once. Exponents have no limits:
// what becomes subnormal or infinite is the function's to notice. For the sources of this floor
// alone: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/math/bits.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr int32_t significand_lowest = int32_t{1} << 23;
static constexpr int32_t significand_beyond = int32_t{1} << 24;

/// significand * 2^unit, 2^23 <= |significand| <= 2^24. The upper end, which rounding can reach, is
/// as good as half of it with the next unit. Zero is 0 with lowest_unit.
struct integer_float {
    int32_t significand;
    int32_t unit;
};

static constexpr int32_t lowest_unit = -10000;

static constexpr integer_float integer_one = {significand_lowest, -23};

/// c, which must be a multiple of 2^unit, at compile time.
constexpr integer_float integer_constant(float c, int32_t unit) {
    for (int32_t i = 0; i < unit; ++i) c *= 0.5f;
    for (int32_t i = 0; i < -unit; ++i) c *= 2.0f;
    return {static_cast<int32_t>(c), unit};
}

/// The absolute value of a normal number.
static inline integer_float taken_apart(uint32_t bits) {
    return {static_cast<int32_t>((bits & 0x007fffffu) | 0x00800000u),
            static_cast<int32_t>((bits >> 23) & 0xffu) - 150};
}

/// The positive normal number x. The leading bit of its significand adds the 1 that is missing in
/// the exponent.
static inline float put_together(integer_float x) {
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

/// The nearest integer, the even one of two.
static inline int32_t nearest(int64_t value) {
    const uint32_t odd = static_cast<uint32_t>(integer_part(value)) & 1u;
    return integer_part(value + (uint32_t{0x7fffffff} + odd));
}

/// -bound <= value < bound.
static inline bool is_within(int64_t value, int32_t bound) {
    return static_cast<uint32_t>(integer_part(value) + bound) < 2u * static_cast<uint32_t>(bound);
}

/// How far value can be shifted up and keep its sign; 30 for 0 and -1.
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

/// The same number in the unit of the float that it is to be rounded to, for 2^22 <= |x.value| <
/// 2^25. Bit 0 of the value must be clear.
static inline unrounded in_own_units(unrounded x) {
    if (!is_within(x.value, significand_beyond)) x = in_double_units(x);
    if (is_within(x.value, significand_lowest)) x = in_half_units(x);
    return x;
}

static inline integer_float rounded(unrounded x) { return {nearest(x.value), x.unit}; }

/// value * 2^unit, for a value of at most 24 significant bits.
static inline integer_float exactly(int32_t value, int32_t unit) {
    if (value == 0) return {0, lowest_unit};
    const int32_t shift = spare_bits(value);
    return {shifted_up(value, shift) >> 7, unit + 7 - shift};
}

/// x - result, for the result of rounding x, in 2^-31 of the result's unit. Bit 0 of x's value must
/// be clear.
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

// The larger ones are compiled once. On ARM an integer of 64 bits is handed over and returned in
// registers, a structure of two words goes through memory.

static inline uint64_t packed(integer_float x) {
    return (uint64_t{static_cast<uint32_t>(x.unit)} << 32) | static_cast<uint32_t>(x.significand);
}
static inline integer_float unpacked(uint64_t x) {
    return {static_cast<int32_t>(static_cast<uint32_t>(x)), static_cast<int32_t>(x >> 32)};
}

uint64_t add_packed(uint64_t a, uint64_t b) noexcept;
uint64_t divide_packed(uint64_t a, uint64_t b) noexcept;

/// a + b.
static inline integer_float add(integer_float a, integer_float b) {
    return unpacked(add_packed(packed(a), packed(b)));
}

/// a / b for positive a and b.
static inline integer_float divide(integer_float a, integer_float b) {
    return unpacked(divide_packed(packed(a), packed(b)));
}

/// Horner's rule: (c[0] x + c[1]) x + ... + c[count-1], every operation rounded. |x| is below 1;
/// every sum must be of the same binade as the coefficient added last, or, when that is given in
/// half of its own unit, of the same or the one below; every product must be below a quarter of the
/// sum.
integer_float integer_polynomial(const integer_float* coefficients, size_t count,
                                 const integer_float& x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
