/* SPDX-License-Identifier: MIT */
/* exp(x) - 1 = 2^rest (2^half - 2^-rest + 2^half r + 2^half (exp(r) - 1 - r)), n = half + rest.
   Only the first sum loses more than the final rounding, so its error is added at the end. */
static name_real name_expm1(name_real x) {
    const name_reduction reduced = name_reduce(name_clamp_exp(x), NAME_REAL(-0.0), NAME_TWICE_BIAS);
    const name_real r = reduced.high + reduced.low;
    const name_real r_error = (reduced.high - r) + reduced.low;
    const name_integer half = reduced.biased >> 1;
    const name_integer rest = reduced.biased - half;
    const name_real first = name_power_of_two(half);
    const name_real difference = first - name_power_of_two((name_integer)NAME_TWICE_BIAS - rest);
    const name_real term = first * r;
    const name_real sum = difference + term;
    const name_real sum_error = term - (sum - difference);
    const name_real tail = first * (r_error + r * r * name_expm1_polynomial(r));
    const name_real result = (sum + (sum_error + tail)) * name_power_of_two(rest);
    return name_unless_nan(x, name_with_sign_of(x, name_absolute(result)));
}
