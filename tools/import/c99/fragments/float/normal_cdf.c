/* SPDX-License-Identifier: MIT */
/* The normal distribution: parts of its tail and its middle. */

/* The upper half of x's bits. */
static inline float name_upper_half(float x) { return name_from_bits(name_bits(x) & 0xfffff000u); }

/* exp(x^2 / 2) Phi(-x) for 0.65625 <= x <= 14.5 */
static inline float name_normal_tail_ratio(float x) {
    const float q = (x - 4.0f) / (x + 4.0f);
    float p = 0x1.6fef42p-10f;
    p = p * q - 0x1.54e7fep-10f;
    p = p * q - 0x1.564b92p-7f;
    p = p * q + 0x1.6b9b7cp-5f;
    p = p * q - 0x1.863d7cp-4f;
    p = p * q + 0x1.07fffp-3f;
    p = p * q - 0x1.8ac48ap-4f;
    p = p * q - 0x1.78fb7ep-6f;
    p = p * q + 0x1.b30b52p-1f;
    return p / (1.0f + 2.0f * x);
}

/* From here on Phi(-x) is +0. */
#define NAME_LAST_NORMAL 14.5f

/* (Phi(x) - 1/2) / x, z = x^2, for |x| < 0.65625 */
static inline float name_middle_polynomial(float z) {
    float p = 0x1.e1fcd4p-14f;
    p = p * z - 0x1.38a67p-10f;
    p = p * z + 0x1.46e40ap-7f;
    p = p * z - 0x1.10588ep-4f;
    return p * z + 0x1.988454p-2f;
}
