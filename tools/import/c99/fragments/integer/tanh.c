/* SPDX-License-Identifier: MIT */
/* The hyperbolic tangent in integers. */

/* a + a z p(z) for 2^-12 <= a < 0.625. The fourth sum may be below 1/8. */
static name_unpacked name_tanh_near_zero(name_unpacked a) {
    const name_unpacked z = name_product(a, a);
    const name_unpacked held = name_held(z, -50);
    name_unpacked p = name_number(-12240854, -31);
    name_unpacked change;
    p = name_horner(p, held, 11077858, -29);
    p = name_horner(p, held, -14425168, -28);
    p = name_horner(p, held, 17893124, -27);
    p = name_horner(p, held, -11184793, -25);
    change = name_product(a, name_product(z, p));
    return name_rounded(
        name_exact_sum(a.significand, a.unit, change.significand, a.unit - change.unit));
}

/* 1 - 2 / (exp(2 a) + 1) for 0.625 <= a < 10. */
static name_unpacked name_tanh_far_from_zero(float twice_a) {
    const name_exp_steps steps = name_take_exp_steps(twice_a);
    const int32_t unit = steps.value.unit + steps.reduced.n;
    const name_unpacked denominator =
        name_rounded(name_exact_sum(steps.value.significand, unit, NAME_LOWEST, unit + 23));
    const name_unpacked quotient = name_quotient(name_number(NAME_LOWEST, -22), denominator);
    const int64_t part = name_shifted_down(quotient.significand, -24 - quotient.unit);
    return name_rounded(name_exact(name_fixed_point(NAME_BEYOND) - part, -24));
}

static float name_tanh(float x) {
    const uint32_t bits = name_bits(x);
    const uint32_t magnitude = bits & ~NAME_SIGN;
    name_unpacked result;
    if (magnitude > NAME_INFINITY) return name_not_a_number();
    if (magnitude < 0x39800000u) return x;                           /* |x| < 2^-12 */
    if (magnitude >= 0x41200000u) return name_with_sign_of(x, 1.0f); /* |x| >= 10 */
    result = magnitude < 0x3f200000u
                 ? name_tanh_near_zero(name_unpack(bits)) /* |x| < 0.625 */
                 : name_tanh_far_from_zero(name_from_bits(magnitude + 0x00800000u));
    return name_with_sign_of(x, name_pack(result));
}
