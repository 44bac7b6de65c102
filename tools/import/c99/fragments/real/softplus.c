/* SPDX-License-Identifier: MIT */
/* log(1 + exp(x)) = max(x, 0) + log(1 + e), e = exp(-|x|): 1 + e = 2^k (1 + f), and f is half of
   1 + e, less 1, when 1 + e exceeds about sqrt(2). */
static name_real name_softplus(name_real x) {
    const name_real ramp = x > NAME_REAL(0) ? x : NAME_REAL(0);
    const name_exp_pair e = name_exp_pair_of_negative(x);
    const int halved = e.high > NAME_REAL(0.4140625);
    const name_real less_one = e.high - NAME_REAL(1);
    const name_real less_one_error = (e.high - (less_one + NAME_REAL(1))) + e.low;
    const name_real f = halved ? NAME_REAL(0.5) * less_one : e.high;
    const name_real f_error = halved ? NAME_REAL(0.5) * less_one_error : e.low;
    const name_real k = halved ? NAME_REAL(1) : NAME_REAL(0);
    return name_unless_nan(x, ramp + name_log_of_sum(k, f, f_error));
}
