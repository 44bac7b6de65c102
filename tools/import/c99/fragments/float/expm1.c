/* SPDX-License-Identifier: MIT */
/* exp(x) - 1. */

/* (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 */
static inline float name_expm1_polynomial(float r) {
    float p = 0x1.9e0de4p-13f;
    p = p * r + 0x1.6d43c2p-10f;
    p = p * r + 0x1.111306p-7f;
    p = p * r + 0x1.5554fp-5f;
    p = p * r + 0x1.555554p-3f;
    return p * r + 0.5f;
}
