/* SPDX-License-Identifier: MIT */
/* log(1 + exp(x)) in integers: the operations of the form in floats, in its order. */

/* exp(x) is closer to 2^n (value + error) than to 2^n value. */
static name_unpacked name_exp_error(const name_exp_steps* steps) {
    const name_unpacked earlier =
        name_sum(name_normalized(steps->less_one_error, steps->less_one.unit - 31),
                 name_normalized(steps->reduced.r_error, steps->reduced.r.unit - 31));
    return name_sum(name_normalized(steps->value_error, steps->value.unit - 31), earlier);
}

/* For x < -71: e and its error, which is below 2^-126, where floats are multiples of 2^-149. */
static float name_softplus_far_below(name_unpacked e, name_unpacked error) {
    const int32_t shift = -149 - error.unit < 31 ? -149 - error.unit : 31;
    const int32_t e_error = name_nearest(name_shifted_down(error.significand, shift));
    int32_t high = e.significand;
    if (e.unit > -149) return name_pack(name_sum(e, name_normalized(e_error, -149)));
    if (e.unit < -149) high = name_nearest(name_shifted_down(e.significand, -149 - e.unit));
    return name_from_bits((uint32_t)(high + e_error));
}

static float name_softplus(float x) {
    const uint32_t bits = name_bits(x);
    const uint32_t magnitude = bits & ~NAME_SIGN;
    const int negative = bits != magnitude;
    const name_unpacked minus_one = name_number(-NAME_LOWEST, -23);
    name_exp_steps steps;
    name_unpacked e;
    name_unpacked e_error;
    name_unpacked f;
    name_unpacked f_error;
    name_unpacked result;
    int halved;
    if (magnitude > NAME_INFINITY) return name_not_a_number();
    if (magnitude <= 0x33000000u) return 0x1.62e43p-1f;       /* |x| <= 2^-25 */
    if (magnitude >= 0x42d00000u) return negative ? 0.0f : x; /* |x| >= 104 */
    steps = name_take_exp_steps(name_from_bits(magnitude | NAME_SIGN));
    e = name_number(steps.value.significand, steps.value.unit + steps.reduced.n);
    e_error = name_exp_error(&steps);
    e_error.unit += steps.reduced.n;
    if (negative && steps.reduced.n < -102) return name_softplus_far_below(e, e_error);
    f = e;
    f_error = e_error;
    halved = e.unit > -25 || (e.unit == -25 && e.significand > 0xd40000); /* 0.4140625 */
    if (halved != 0) {
        f = name_sum(e, minus_one);
        f_error =
            name_sum(name_sum(e, name_negated(name_sum(f, name_negated(minus_one)))), e_error);
        --f.unit;
        --f_error.unit;
    }
    result = name_log_of_sum(halved ? 1 : 0, f, f_error);
    return name_pack(negative ? result : name_sum(name_unpack(bits), result));
}
