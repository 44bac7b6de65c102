/* SPDX-License-Identifier: MIT */
/* The hyperbolic tangent. */

/* min(|x|, 32): tanh(32) already rounds to 1. A NaN gives some such number. */
static inline double name_clamp_to_positive(double x) {
    const double magnitude = name_absolute(x);
    return magnitude < 32.0 ? magnitude : 32.0;
}

/* (tanh(x) - x) / x^3, z = x^2, for |x| < 0.625 */
static inline double name_tanh_polynomial(double z) {
    double p = -0x1.0da4a0f0c3115p-16;
    p = p * z + 0x1.438fb8f5539e3p-14;
    p = p * z - 0x1.df54cb712d866p-13;
    p = p * z + 0x1.3365faf2548adp-11;
    p = p * z - 0x1.7d689f11f3e13p-10;
    p = p * z + 0x1.d6cf279954ce5p-9;
    p = p * z - 0x1.226e1627b6e15p-7;
    p = p * z + 0x1.664f477aa8e77p-6;
    p = p * z - 0x1.ba1ba1b504efap-5;
    p = p * z + 0x1.111111110aca6p-3;
    return p * z - 0x1.55555555554ffp-2;
}
