/* SPDX-License-Identifier: MIT */
/* The logistic function: (x < 0 ? e : 1) / (1 + e) with e = exp(-|x|), corrected to first order for
   the rounding errors of e and 1 + e. The reciprocal is a straight line, which is enough. */
static double name_sigmoid(double x) {
    const name_exp_pair e = name_exp_pair_of_negative(x);
    const double denominator = 1.0 + e.high;
    const double denominator_error = (e.high - (denominator - 1.0)) + e.low;
    const double reciprocal = 1.4571068 - 0.5 * denominator;
    const double quotient = (x < 0.0 ? e.high : 1.0) / denominator;
    const double excess = quotient * denominator_error;
    const double correction = reciprocal * (x < 0.0 ? excess - e.low : excess);
    return name_unless_nan(x, quotient - correction);
}
