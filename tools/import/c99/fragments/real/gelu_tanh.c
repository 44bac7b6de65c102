/* SPDX-License-Identifier: MIT */
/* gelu's form with tanh, z sigmoid(2 u). */

/* Twice the digits of a number. */
typedef struct {
    name_real high;
    name_real low;
} name_two_numbers;

static inline name_two_numbers name_halves_of(name_real a) {
    const name_real scaled = a * NAME_SPLITTER;
    name_two_numbers halves;
    halves.high = scaled - (scaled - a);
    halves.low = a - halves.high;
    return halves;
}

/* The exact product. Dekker 1971, "A floating-point technique for extending the available
   precision". */
static name_two_numbers name_exact_product(name_real a, name_real b) {
    const name_two_numbers x = name_halves_of(a);
    const name_two_numbers y = name_halves_of(b);
    const name_real high = a * b;
    const name_real error = ((x.high * y.high - high) + x.high * y.low) + x.low * y.high;
    name_two_numbers result;
    result.high = high;
    result.low = error + x.low * y.low;
    return result;
}

/* 2 u = z (linear + cubic z^2), for |z| <= 1000. */
static name_two_numbers name_gelu_argument(name_real z) {
    const name_two_numbers square = name_exact_product(z, z);
    name_two_numbers term = name_exact_product(NAME_CUBIC, square.high);
    name_real sum;
    name_real part;
    name_real rest;
    name_two_numbers argument;
    term.low = term.low + (NAME_CUBIC * square.low + NAME_CUBIC_REST * square.high);
    sum = NAME_LINEAR + term.high;
    part = sum - NAME_LINEAR;
    rest = (NAME_LINEAR - (sum - part)) + (term.high - part);
    argument = name_exact_product(z, sum);
    argument.low = argument.low + z * (rest + (NAME_LINEAR_REST + term.low));
    return argument;
}

static name_real name_gelu_tanh(name_real z) {
    const name_real v = name_limited_below(z);
    const name_two_numbers argument = name_gelu_argument(z > NAME_REAL(1000) ? NAME_REAL(1000) : v);
    const name_real s = name_sigmoid(argument.high);
    return v * (s + s * (NAME_REAL(1) - s) * argument.low);
}
