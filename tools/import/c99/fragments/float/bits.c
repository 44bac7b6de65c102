/* SPDX-License-Identifier: MIT */
/* Floats and their bits. */

typedef float name_real;

typedef uint32_t name_integer;

typedef union {
    float number;
    uint32_t bits;
} name_word;

#define NAME_SIGN 0x80000000u

#define NAME_INFINITY 0x7f800000u

static inline uint32_t name_bits(float x) {
    name_word word;
    word.number = x;
    return word.bits;
}

static inline float name_from_bits(uint32_t bits) {
    name_word word;
    word.bits = bits;
    return word.number;
}

/* The one NaN: processors differ in those that operations give. */
static inline float name_not_a_number(void) { return name_from_bits(0x7fc00000u); }
