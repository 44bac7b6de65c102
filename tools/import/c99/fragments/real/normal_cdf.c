/* SPDX-License-Identifier: MIT */
/* factor exp(-x^2 / 2); x^2 / 2 is the exact square of the upper half of x's bits and a rest. */
static inline name_real name_times_normal_kernel(name_real x, name_real factor) {
    const name_real upper = name_upper_half(x);
    const name_real high = upper * upper * NAME_REAL(-0.5);
    const name_real low = (x - upper) * (x + upper) * NAME_REAL(-0.5);
    const name_reduction reduced = name_reduce(high, low, NAME_TWICE_BIAS);
    const name_real r = reduced.high + reduced.low;
    const name_real y = (NAME_REAL(1) + (r + r * r * name_exp_polynomial(r))) * factor;
    return name_scale_by_power(y, reduced.biased);
}

static name_real name_normal_cdf(name_real x) {
    const name_real magnitude = name_absolute(x);
    const name_real a = magnitude < NAME_LAST_NORMAL ? magnitude : NAME_LAST_NORMAL;
    name_real tail;
    if (name_is_nan(x) != 0) return name_not_a_number();
    if (a < NAME_REAL(0.65625)) return NAME_REAL(0.5) + x * name_middle_polynomial(x * x);
    tail = name_times_normal_kernel(a, name_normal_tail_ratio(a));
    return x > NAME_REAL(0) ? NAME_REAL(1) - tail : tail;
}
