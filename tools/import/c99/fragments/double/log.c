/* SPDX-License-Identifier: MIT */
/* log(1 + f), which softplus uses. */

/* (log(1 + f) / s - 2) / s^2 with s = f / (2 + f), for sqrt(1/2) <= 1 + f <= sqrt(2) */
static inline double name_log_polynomial(double z) {
    double p = 0x1.2f04cd5a6c496p-3;
    p = p * z + 0x1.39a1d2ed907aep-3;
    p = p * z + 0x1.74663d8f3f53ep-3;
    p = p * z + 0x1.c71c521247f5ep-3;
    p = p * z + 0x1.24924941e29d6p-2;
    p = p * z + 0x1.999999997ff14p-2;
    return p * z + 0x1.5555555555592p-1;
}

/* k ln 2 + log(1 + f + f_error), for |f_error| up to an ulp of 1 + f. */
static inline double name_log_of_sum(double k, double f, double f_error) {
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double h = 0.5 * (f * f);
    const double tail = (s * (h + z * name_log_polynomial(z)) + k * 0x1.cf79abc9e3b3ap-40) - h;
    const double leading = k * 0x1.62e42fefap-1;
    const double sum = leading + f;
    const double sum_error = f - (sum - leading);
    return sum + ((sum_error + tail) + (f_error - f_error * f));
}
