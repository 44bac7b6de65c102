/* SPDX-License-Identifier: MIT */
/* exp(x) - 1. */

/* (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 */
static inline double name_expm1_polynomial(double r) {
    double p = 0x1.1f1aea4eade75p-29;
    p = p * r + 0x1.af5fe54c0043ep-26;
    p = p * r + 0x1.27e51301d4d1ap-22;
    p = p * r + 0x1.71ddf7b89d47p-19;
    p = p * r + 0x1.a01a018e13ff5p-16;
    p = p * r + 0x1.a01a01b01d04ep-13;
    p = p * r + 0x1.6c16c16c1ab0fp-10;
    p = p * r + 0x1.111111110f63p-7;
    p = p * r + 0x1.555555555554dp-5;
    p = p * r + 0x1.5555555555559p-3;
    return p * r + 0.5;
}
