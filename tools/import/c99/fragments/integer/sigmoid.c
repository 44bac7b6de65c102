/* SPDX-License-Identifier: MIT */
/* The logistic function in integers: the operations of the form in floats, in its order. */

/* exp(r) - 1, r not 0. Coefficients too far apart would be shifted by more bits than there are. */
static name_unpacked name_exp_less_one(name_unpacked r) {
    const name_unpacked z = name_product(r, r);
    const name_unpacked held = name_held(r, -50);
    const name_unpacked factor = name_held(z, -48);
    const name_unpacked inner = name_horner(name_number(8985986, -30), held, 11185425, -28);
    const name_unpacked outer = name_horner(name_number(11184712, -26), held, 16777213, -25);
    name_unpacked tree = name_number(11840010, -33);
    name_unpacked rest;
    tree = name_horner(tree, factor, inner.significand, inner.unit);
    tree = name_horner(tree, factor, outer.significand, outer.unit);
    rest = name_product(z, tree);
    return name_rounded(
        name_exact_sum(r.significand, r.unit, rest.significand, r.unit - rest.unit));
}

/* above + x, exactly, for 1 <= above <= 2 and 2^-30 <= |x| < 1/2. */
static inline name_unrounded name_above_and(name_unpacked above, name_unpacked x) {
    return name_exact_sum(above.significand, above.unit, x.significand, above.unit - x.unit);
}

static float name_sigmoid(float x) {
    const uint32_t bits = name_bits(x);
    const uint32_t magnitude = bits & ~NAME_SIGN;
    const int negative = bits != magnitude;
    name_integer_reduction reduced;
    name_unpacked less_one;
    name_unpacked above;
    name_unrounded exact;
    name_unpacked denominator;
    name_unpacked quotient;
    name_unpacked error;
    name_unpacked near;
    name_unpacked reciprocal;
    name_unpacked correction;
    int32_t shift;
    if (magnitude > NAME_INFINITY) return name_not_a_number();
    if (magnitude <= 0x33800000u) return 0.5f;              /* |x| <= 2^-24 */
    if (negative && magnitude >= 0x42d00000u) return 0.0f;  /* x <= -104 */
    if (!negative && magnitude >= 0x41a00000u) return 1.0f; /* x >= 20 */
    reduced = name_reduce_in_integers(name_from_bits(magnitude));
    less_one = name_exp_less_one(reduced.r);
    above =
        name_number(reduced.n < 24 ? NAME_LOWEST + (NAME_LOWEST >> reduced.n) : NAME_LOWEST, -23);
    exact = name_above_and(above, less_one);
    denominator = name_rounded(exact);
    quotient = name_quotient(name_number(NAME_LOWEST, -23), denominator);
    if (!negative) {
        const int32_t distance = reduced.n - 24 - quotient.unit;
        const int64_t part =
            name_shifted_down(name_shifted_up(quotient.significand, 1), distance + 1);
        return name_pack(name_rounded(name_exact(name_fixed_point(NAME_BEYOND) - part, -24)));
    }
    if (reduced.n < 24) {
        error = name_normalized(name_rounding_error(exact, denominator), denominator.unit - 31);
    } else {
        const name_unpacked above_error = name_number(NAME_LOWEST, -23 - reduced.n);
        error =
            name_sum(name_sum(above, name_negated(denominator)), name_sum(less_one, above_error));
    }
    near = name_rounded(name_above_and(above, reduced.r));
    reciprocal =
        name_sum(name_number(12222202, -23), name_number(-near.significand, near.unit - 1));
    correction = name_product(name_product(reciprocal, reciprocal), error);
    /* Shifted by more than 31, the correction changes nothing. */
    shift = quotient.unit - correction.unit;
    if (shift <= 31) {
        quotient = name_rounded(
            name_exact_sum(quotient.significand, quotient.unit, -correction.significand, shift));
    }
    quotient.unit -= reduced.n;
    return quotient.unit >= -149 ? name_pack(quotient) : name_pack_subnormal(quotient);
}
