/* SPDX-License-Identifier: MIT */
/* Doubles and their bits. */

typedef double name_real;

typedef uint64_t name_integer;

typedef union {
    double number;
    uint64_t bits;
} name_word;

#define NAME_SIGN ((uint64_t)1 << 63)

#define NAME_INFINITY ((uint64_t)0x7ff << 52)

static inline uint64_t name_bits(double x) {
    name_word word;
    word.number = x;
    return word.bits;
}

static inline double name_from_bits(uint64_t bits) {
    name_word word;
    word.bits = bits;
    return word.number;
}

/* The one NaN: processors differ in those that operations give. */
static inline double name_not_a_number(void) { return name_from_bits((uint64_t)0x7ff8 << 48); }
