/* SPDX-License-Identifier: MIT */
/* exp from its parts. */

/* y 2^n for |y| < 2, by two exact powers, so that a subnormal result is rounded once. */
static inline name_real name_scale_by_power(name_real y, name_integer biased) {
    const name_integer half = biased >> 1;
    const name_real once = y * name_power_of_two(half);
    return once * name_power_of_two(biased - half);
}

/* exp(high + low) of a reduced argument. */
static inline name_real name_exp_of_reduced(name_real high, name_real low) {
    const name_real r = high + low;
    return NAME_REAL(1) + (r + r * r * name_exp_polynomial(r));
}

static name_real name_exp(name_real x) {
    const name_reduction reduced = name_reduce(name_clamp_exp(x), NAME_REAL(-0.0), NAME_TWICE_BIAS);
    const name_real y = name_exp_of_reduced(reduced.high, reduced.low);
    return name_unless_nan(x, name_scale_by_power(y, reduced.biased));
}

/* exp(x) for 0 <= x <= 64. */
static inline name_real name_exp_of_moderate(name_real x) {
    const name_reduction reduced = name_reduce(x, NAME_REAL(-0.0), NAME_BIAS);
    const name_real y = name_exp_of_reduced(reduced.high, reduced.low);
    return y * name_power_of_two(reduced.biased);
}

/* An exponential and the error of its last two additions. */
typedef struct {
    name_real high;
    name_real low;
} name_exp_pair;

/* exp(-|x|), or some number when x is a NaN. */
static inline name_exp_pair name_exp_pair_of_negative(name_real x) {
    const name_reduction reduced =
        name_reduce(name_clamp_to_negative(x), NAME_REAL(-0.0), NAME_TWICE_BIAS);
    const name_real r = reduced.high + reduced.low;
    const name_real r_error = (reduced.high - r) + reduced.low;
    const name_real rest = r * r * name_exp_polynomial(r);
    const name_real less_one = r + rest;
    const name_real less_one_error = (r - less_one) + rest;
    const name_real value = NAME_REAL(1) + less_one;
    const name_real error = ((NAME_REAL(1) - value) + less_one) + (less_one_error + r_error);
    name_exp_pair e;
    e.high = name_scale_by_power(value, reduced.biased);
    e.low = name_scale_by_power(error, reduced.biased);
    return e;
}
