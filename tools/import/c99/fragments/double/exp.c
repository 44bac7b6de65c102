/* SPDX-License-Identifier: MIT */
/* exp, and its parts that other functions use. */

/* x = n ln 2 + high + low. The lowest 12 bits of biased are n plus a bias. */
typedef struct {
    uint64_t biased;
    double high;
    double low;
} name_reduction;

/* Reduces x + x_low for -746 <= x <= 711. Adding 1.5 * 2^52 rounds to an integer, which is then in
   the low bits; n times the high part of ln 2 is exact. */
static inline name_reduction name_reduce(double x, double x_low, double bias) {
    const double shift = 6755399441055744.0 + bias;
    const double shifted = (x + x_low) * 0x1.71547652b82fep+0 + shift;
    const double n = shifted - shift;
    name_reduction reduced;
    reduced.biased = name_bits(shifted);
    reduced.high = x - n * 0x1.62e42fefap-1;
    reduced.low = x_low - n * 0x1.cf79abc9e3b3ap-40;
    return reduced;
}

#define NAME_BIAS 1023.0

/* The bias of a product of two powers of two. */
#define NAME_TWICE_BIAS 2046.0

/* 2^n from n + bias, for a normal result. */
static inline double name_power_of_two(uint64_t biased) { return name_from_bits(biased << 52); }

/* (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 */
static inline double name_exp_polynomial(double r) {
    double q = 0x1.ad85bb7fcf4dap-26;
    q = q * r + 0x1.28aeb476caa8dp-22;
    q = q * r + 0x1.71df22fd74365p-19;
    q = q * r + 0x1.a01998b27e796p-16;
    q = q * r + 0x1.a01a012aa8e77p-13;
    q = q * r + 0x1.6c16c184a9d23p-10;
    q = q * r + 0x1.1111111127d09p-7;
    q = q * r + 0x1.5555555550629p-5;
    q = q * r + 0x1.55555555554f9p-3;
    return q * r + 0x1.000000000000ap-1;
}

/* x within the arguments from which on exp is +0 and infinite. */
static inline double name_clamp_exp(double x) {
    const double from_below = x > -746.0 ? x : -746.0;
    return from_below < 710.0 ? from_below : 710.0;
}

/* -|x|, or -746, whose exponential is +0; a NaN gives some such number. */
static inline double name_clamp_to_negative(double x) {
    const double negative = -name_absolute(x);
    return negative > -746.0 ? negative : -746.0;
}
