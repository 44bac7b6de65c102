/* SPDX-License-Identifier: MIT */
/* IEEE 754's operations in integers, on unpacked floats. Each rounds to nearest, ties to even, as
   the float operation does. Exponents have no limits here, so that a function handles subnormal and
   infinite results itself. */

#define NAME_LOWEST ((int32_t)0x00800000)

#define NAME_BEYOND ((int32_t)0x01000000)

#define NAME_ZERO_UNIT (-10000)

/* significand * 2^unit, 2^23 <= |significand| <= 2^24; zero has NAME_ZERO_UNIT. */
typedef struct {
    int32_t significand;
    int32_t unit;
} name_unpacked;

/* value * 2^unit, with 32 bits of value after the point. */
typedef struct {
    int64_t value;
    int32_t unit;
} name_unrounded;

static inline name_unpacked name_number(int32_t significand, int32_t unit) {
    name_unpacked x;
    x.significand = significand;
    x.unit = unit;
    return x;
}

static inline name_unrounded name_exact(int64_t value, int32_t unit) {
    name_unrounded x;
    x.value = value;
    x.unit = unit;
    return x;
}

/* The absolute value of a normal number. */
static inline name_unpacked name_unpack(uint32_t bits) {
    return name_number((int32_t)((bits & 0x007fffffu) | 0x00800000u),
                       (int32_t)((bits >> 23) & 0xffu) - 150);
}

/* The float of a positive normal number. The leading bit adds 1 to the exponent. */
static inline float name_pack(name_unpacked x) {
    return name_from_bits(((uint32_t)(x.unit + 149) << 23) + (uint32_t)x.significand);
}

static inline int64_t name_fixed_point(int32_t integer) {
    return (int64_t)((uint64_t)(uint32_t)integer << 32);
}

/* value * 2^-shift exactly, 1 <= shift <= 31. */
static inline int64_t name_shifted_down(int32_t value, int32_t shift) {
    const uint32_t integer = (uint32_t)(value >> shift);
    const uint32_t fraction = (uint32_t)value << (32 - shift);
    return (int64_t)(((uint64_t)integer << 32) | fraction);
}

static inline int32_t name_shifted_up(int32_t value, int32_t shift) {
    return (int32_t)((uint32_t)value << shift);
}

static inline int32_t name_integer_part(int64_t value) { return (int32_t)(value >> 32); }

static inline int32_t name_nearest(int64_t value) {
    const uint32_t odd = (uint32_t)name_integer_part(value) & 1u;
    return name_integer_part(value + (int64_t)(0x7fffffffu + odd));
}

/* -bound <= value < bound. */
static inline int name_is_within(int64_t value, int32_t bound) {
    return (uint32_t)name_integer_part(value) + (uint32_t)bound < 2u * (uint32_t)bound;
}

/* How far value can be shifted up without changing its sign; 30 for 0 and -1. */
static inline int32_t name_spare_bits(int32_t value) {
    const uint32_t magnitude = (uint32_t)(value ^ (value >> 31)) | 1u;
#if defined(__GNUC__)
    return (int32_t)__builtin_clzl(magnitude) - (int32_t)(8u * sizeof(long) - 31u);
#else
    int32_t spare = 0;
    while ((magnitude << (spare + 1)) < 0x80000000u && spare < 30) ++spare;
    return spare;
#endif
}

static inline name_unrounded name_in_half_units(name_unrounded x) {
    return name_exact((int64_t)((uint64_t)x.value << 1), x.unit - 1);
}

static inline name_unrounded name_in_double_units(name_unrounded x) {
    return name_exact(x.value >> 1, x.unit + 1);
}

/* In the unit of the float that it rounds to, for 2^22 <= |x.value| < 2^25. */
static inline name_unrounded name_in_own_units(name_unrounded x) {
    if (!name_is_within(x.value, NAME_BEYOND)) x = name_in_double_units(x);
    if (name_is_within(x.value, NAME_LOWEST) != 0) x = name_in_half_units(x);
    return x;
}

static inline name_unpacked name_rounded(name_unrounded x) {
    return name_number(name_nearest(x.value), x.unit);
}

/* value * 2^unit, for a value of at most 24 significant bits. */
static inline name_unpacked name_normalized(int32_t value, int32_t unit) {
    const int32_t shift = name_spare_bits(value);
    if (value == 0) return name_number(0, NAME_ZERO_UNIT);
    return name_number(name_shifted_up(value, shift) >> 7, unit + 7 - shift);
}

/* x - result in 2^-31 of the result's unit, where result is x rounded. */
static inline int32_t name_rounding_error(name_unrounded x, name_unpacked result) {
    return (int32_t)((x.value - name_fixed_point(result.significand)) >> 1);
}

/* The float of x for x.unit < -149, which is subnormal. */
static inline float name_pack_subnormal(name_unpacked x) {
    return name_from_bits((uint32_t)name_nearest(name_shifted_down(x.significand, -149 - x.unit)));
}

static inline name_unpacked name_negated(name_unpacked x) {
    return name_number(-x.significand, x.unit);
}

static name_unpacked name_product(name_unpacked a, name_unpacked b) {
    const int64_t value =
        (int64_t)name_shifted_up(a.significand, 2) * (int64_t)name_shifted_up(b.significand, 6);
    name_unrounded exact = name_exact(value, a.unit + b.unit + 24);
    if (name_is_within(value, NAME_LOWEST) != 0) exact = name_in_half_units(exact);
    return name_rounded(exact);
}

/* high + low 2^-shift in the unit of the float that it rounds to, high in units of 2^unit. */
static inline name_unrounded name_exact_sum(int32_t high, int32_t unit, int32_t low,
                                            int32_t shift) {
    return name_in_own_units(
        name_exact(name_fixed_point(high) + name_shifted_down(low, shift), unit));
}

/* Shifted by more than 30, the smaller one is less than a quarter of the sum's unit in every case,
   and its size does not change the rounding. So much cancels only when the units differ by at most
   1; then the sum has one bit after the point. */
static name_unpacked name_sum(name_unpacked a, name_unpacked b) {
    const int swaps = a.unit < b.unit;
    const name_unpacked larger = swaps ? b : a;
    const name_unpacked smaller = swaps ? a : b;
    const int32_t difference = larger.unit - smaller.unit;
    const int32_t distance = difference < 30 ? difference : 30;
    const int64_t exact = name_fixed_point(larger.significand) +
                          name_shifted_down(name_shifted_up(smaller.significand, 1), distance + 1);
    if (name_is_within(exact, NAME_LOWEST / 2) != 0) {
        return name_normalized((int32_t)(exact >> 31), larger.unit - 1);
    }
    return name_rounded(name_in_own_units(name_exact(exact, larger.unit)));
}

/* a / b for positive a and b: 23 binary places, in steps of 7, 8 and 8. It is never halfway between
   two floats. */
static name_unpacked name_quotient(name_unpacked a, name_unpacked b) {
    const uint32_t divisor = (uint32_t)b.significand;
    uint32_t dividend = (uint32_t)a.significand;
    int32_t unit = a.unit - b.unit - 23;
    uint32_t digits = 0;
    uint32_t remainder;
    uint_fast8_t step;
    if (dividend < divisor) {
        dividend <<= 1;
        --unit;
    }
    remainder = dividend << 7;
    for (step = 0; step < 3; ++step) {
        const uint32_t next = remainder / divisor;
        remainder = (remainder - next * divisor) << 8;
        digits = (digits << 8) + next;
    }
    if ((remainder >> 7) > divisor) ++digits;
    return name_number((int32_t)digits, unit);
}

/* A step of Horner's rule, sum * x + coefficient, both rounded. |x| must be below 1 and the product
   below a quarter of the sum; the unit in which the coefficient is given must be that of the sum,
   or half of that. */
static name_unpacked name_horner(name_unpacked sum, name_unpacked x, int32_t coefficient,
                                 int32_t unit) {
    const name_unpacked product = name_product(sum, x);
    name_unrounded exact = name_exact(
        name_fixed_point(coefficient) + name_shifted_down(product.significand, unit - product.unit),
        unit);
    if (!name_is_within(exact.value, NAME_BEYOND)) exact = name_in_double_units(exact);
    return name_rounded(exact);
}

/* x for name_horner(): so small that its products change no sum, it is shifted no further. */
static inline name_unpacked name_held(name_unpacked x, int32_t lowest) {
    return name_number(x.significand, x.unit > lowest ? x.unit : lowest);
}
