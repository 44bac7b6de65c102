/* SPDX-License-Identifier: MIT */
/* log, and its parts that softplus uses. */

/* (log(1 + f) - f + f^2 / 2) / f^3 for sqrt(1/2) <= 1 + f <= sqrt(2) */
static inline float name_log_polynomial(float f) {
    float p = -0x1.2a6f8p-4f;
    p = p * f + 0x1.015976p-3f;
    p = p * f + -0x1.0e96ccp-3f;
    p = p * f + 0x1.239ce2p-3f;
    p = p * f + -0x1.5466fep-3f;
    p = p * f + 0x1.99944ep-3f;
    p = p * f + -0x1.000234p-2f;
    return p * f + 0x1.55557p-2f;
}

/* k ln 2 + log(1 + f + f_error), for |f_error| up to an ulp of 1 + f. */
static inline float name_log_of_sum(float k, float f, float f_error) {
    const float z = f * f;
    const float tail = (f * z * name_log_polynomial(f) + k * 0x1.7f7d1cp-20f) - 0.5f * z;
    const float leading = k * 0x1.62e4p-1f;
    const float sum = leading + f;
    const float sum_error = f - (sum - leading);
    return sum + ((sum_error + tail) + (f_error - f_error * f));
}

/* x = 2^k m with m in [sqrt(1/2), sqrt(2)). Adding the offset carries into the exponent from
   m = sqrt(2) on. */
static float name_log(float x) {
    const int subnormal = x < 0x1p-126f;
    const uint32_t bits = name_bits(subnormal ? x * 8388608.0f : x) + (0x3f800000u - 0x3f3504f3u);
    const float m = name_from_bits((bits & 0x007fffffu) + 0x3f3504f3u);
    const float k = (float)(int32_t)(bits >> 23) - (subnormal ? 150.0f : 127.0f);
    if (x == 0.0f) return -name_from_bits(NAME_INFINITY);
    if (!(x > 0.0f)) return name_not_a_number();
    return x < name_from_bits(NAME_INFINITY) ? name_log_of_sum(k, m - 1.0f, 0.0f) : x;
}
