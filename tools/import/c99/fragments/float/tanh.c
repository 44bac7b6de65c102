/* SPDX-License-Identifier: MIT */
/* The hyperbolic tangent. */

/* min(|x|, 32): tanh(32) already rounds to 1. A NaN gives some such number. */
static inline float name_clamp_to_positive(float x) {
    const uint32_t bits = name_bits(x) & ~NAME_SIGN;
    return name_from_bits(bits < 0x42000000u ? bits : 0x42000000u);
}

/* (tanh(x) - x) / x^3, z = x^2, for |x| < 0.625 */
static inline float name_tanh_polynomial(float z) {
    float p = -0x1.758facp-8f;
    p = p * z + 0x1.5211c4p-6f;
    p = p * z + -0x1.b838ap-5f;
    p = p * z + 0x1.110704p-3f;
    return p * z + -0x1.555532p-2f;
}
