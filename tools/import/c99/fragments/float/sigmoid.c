/* SPDX-License-Identifier: MIT */
/* The logistic function. */

/* exp(-r) - 1 for |r| <= 0.3475: the polynomial of exp, its sum in a tree. */
static inline float name_exp_of_opposite_less_one(float r) {
    const float z = r * r;
    const float high = 0x1.695414p-10f * z + (0x1.555a22p-5f - 0x1.123b04p-7f * r);
    return z * (high * z + (0x1.fffffap-2f - 0x1.55549p-3f * r)) - r;
}

/* With exp(-|x|) = power exp(r): power / (power + exp(-r)), corrected to first order for the
   rounding errors of the denominator. The reciprocal is a straight line, which is enough. */
static float name_sigmoid(float x) {
    const name_reduction reduced = name_reduce(name_clamp_to_negative(x), -0.0f, NAME_TWICE_BIAS);
    const float r = reduced.high + reduced.low;
    const uint32_t half = reduced.biased >> 1;
    const float power_1 = name_power_of_two(half);
    const float power_2 = name_power_of_two(reduced.biased - half);
    const float power = power_1 * power_2;
    const float above = 1.0f + power;
    const float above_error = (1.0f - above) + power;
    const float less_one = name_exp_of_opposite_less_one(r);
    const float denominator = above + less_one;
    const float error = (above - denominator) + (less_one + above_error);
    const float reciprocal = 1.457f - 0.5f * (above - r);
    const float quotient = power_1 / denominator;
    const float correction = (power_1 * (reciprocal * reciprocal)) * error;
    const float below = (quotient - correction) * power_2;
    return name_unless_nan(x, x < 0.0f ? below : 1.0f - quotient * power_2);
}
