/* SPDX-License-Identifier: MIT */
/* exp, and its parts that other functions use. */

/* x = n ln 2 + high + low. The lowest 9 bits of biased are n plus a bias. */
typedef struct {
    uint32_t biased;
    float high;
    float low;
} name_reduction;

/* Reduces x + x_low for -128 <= x <= 90. Adding 1.5 * 2^23 rounds to an integer, which is then in
   the low bits; n times the high part of ln 2 is exact. */
static inline name_reduction name_reduce(float x, float x_low, float bias) {
    const float shift = 12582912.0f + bias;
    const float shifted = (x + x_low) * 0x1.715476p+0f + shift;
    const float n = shifted - shift;
    name_reduction reduced;
    reduced.biased = name_bits(shifted);
    reduced.high = x - n * 0x1.62e4p-1f;
    reduced.low = x_low - n * 0x1.7f7d1cp-20f;
    return reduced;
}

#define NAME_BIAS 127.0f

/* The bias of a product of two powers of two. */
#define NAME_TWICE_BIAS 254.0f

/* 2^n from n + bias, for a normal result. */
static inline float name_power_of_two(uint32_t biased) { return name_from_bits(biased << 23); }

/* (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 */
static inline float name_exp_polynomial(float r) {
    float q = 0x1.695414p-10f;
    q = q * r + 0x1.123b04p-7f;
    q = q * r + 0x1.555a22p-5f;
    q = q * r + 0x1.55549p-3f;
    return q * r + 0x1.fffffap-2f;
}

/* x within the arguments from which on exp is +0 and infinite. */
static inline float name_clamp_exp(float x) {
    const float from_below = x > -104.0f ? x : -104.0f;
    return from_below < 89.0f ? from_below : 89.0f;
}

/* -|x|, or -104, whose exponential is +0; a NaN gives some such number. */
static inline float name_clamp_to_negative(float x) {
    const uint32_t bits = name_bits(x) | NAME_SIGN;
    return name_from_bits(bits < 0xc2d00000u ? bits : 0xc2d00000u);
}
