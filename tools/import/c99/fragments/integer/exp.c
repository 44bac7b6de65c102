/* SPDX-License-Identifier: MIT */
/* exp in integers, with the steps of it that other functions share. */

/* x = n ln 2 + r; the error is the exact r minus r, in 2^-31 of its unit. */
typedef struct {
    int32_t n;
    name_unpacked r;
    int32_t r_error;
} name_integer_reduction;

/* For -104 <= x <= 104 and |x| > 2^-25. The high part of ln 2 is a multiple of 2^-25, in whose
   product overflow cancels; the low part is one of 2^-42, rounded to 24 bits. */
static name_integer_reduction name_reduce_in_integers(float x) {
    const uint32_t bits = name_bits(x);
    name_integer_reduction reduced;
    reduced.n = 0;
    reduced.r = name_unpack(bits);
    reduced.r_error = 0;
    if ((bits & NAME_SIGN) != 0) reduced.r = name_negated(reduced.r);
    if (reduced.r.unit >= -25) {
        const name_unpacked quotient = name_product(reduced.r, name_number(12102203, -23));
        const int32_t n = name_nearest(name_shifted_down(quotient.significand, -quotient.unit));
        const int32_t high = (int32_t)(((uint32_t)reduced.r.significand << (reduced.r.unit + 25)) -
                                       (uint32_t)n * 23258112u);
        const int32_t product = n * 6283079;
        const int32_t spare = name_spare_bits(product);
        const int32_t surplus = spare < 7 ? 7 - spare : 0;
        const int32_t low = name_shifted_up(
            name_nearest(name_shifted_down(name_shifted_up(product, 1), surplus + 1)), surplus);
        const int64_t sum =
            name_fixed_point(name_shifted_up(high, 6)) - (int64_t)low * (int64_t)0x00200000;
        const int32_t shift = name_spare_bits(name_integer_part(sum));
        const int64_t shifted = (int64_t)((uint64_t)sum << shift);
        const name_unrounded exact = name_exact(shifted >> 7, -31 + 7 - shift);
        reduced.n = n;
        reduced.r = name_rounded(exact);
        reduced.r_error = name_rounding_error(exact, reduced.r);
    }
    return reduced;
}

/* exp(x) = 2^n value, value = 1 + less_one, with errors as above. */
typedef struct {
    name_integer_reduction reduced;
    name_unpacked less_one;
    int32_t less_one_error;
    name_unpacked value;
    int32_t value_error;
} name_exp_steps;

/* For -104 <= x <= 89 and |x| > 2^-25. The last sum of the polynomial may be below 1/2. */
static name_exp_steps name_take_exp_steps(float x) {
    const name_integer_reduction reduced = name_reduce_in_integers(x);
    const name_unpacked r = reduced.r;
    const name_unpacked held = name_held(r, -50);
    name_unpacked q = name_number(11840010, -33);
    name_unpacked rest;
    name_unrounded exact;
    name_exp_steps steps;
    q = name_horner(q, held, 8985986, -30);
    q = name_horner(q, held, 11185425, -28);
    q = name_horner(q, held, 11184712, -26);
    q = name_horner(q, held, 16777213, -25);
    rest = name_product(name_product(r, r), q);
    exact = name_exact_sum(r.significand, r.unit, rest.significand, r.unit - rest.unit);
    steps.reduced = reduced;
    steps.less_one = name_rounded(exact);
    steps.less_one_error = name_rounding_error(exact, steps.less_one);
    exact = name_exact_sum(NAME_BEYOND, -24, steps.less_one.significand, -24 - steps.less_one.unit);
    steps.value = name_rounded(exact);
    steps.value_error = name_rounding_error(exact, steps.value);
    return steps;
}

static float name_exp(float x) {
    const uint32_t bits = name_bits(x);
    const uint32_t magnitude = bits & ~NAME_SIGN;
    name_exp_steps steps;
    name_unpacked result;
    if (magnitude > NAME_INFINITY) return name_not_a_number();
    if (magnitude <= 0x33000000u) return 1.0f; /* |x| <= 2^-25 */
    if (bits >= 0xc2d00000u) return 0.0f;      /* x <= -104 */
    if (magnitude >= 0x42b20000u && bits == magnitude)
        return name_from_bits(NAME_INFINITY); /* 89 */
    steps = name_take_exp_steps(x);
    result = name_number(steps.value.significand, steps.value.unit + steps.reduced.n);
    if (result.unit > 104) return name_from_bits(NAME_INFINITY);
    return result.unit >= -149 ? name_pack(result) : name_pack_subnormal(result);
}
