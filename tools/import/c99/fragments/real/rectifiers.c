/* SPDX-License-Identifier: MIT */
/* Activations without transcendental functions. */

static inline name_real name_relu(name_real z) { return z > NAME_REAL(0) ? z : NAME_REAL(0); }

static inline name_real name_leaky_relu(name_real z) {
    return z > NAME_REAL(0) ? z : NAME_REAL(0.01) * z;
}

static inline name_real name_leaky_relu_of(name_real z, name_real slope) {
    return z > NAME_REAL(0) ? z : slope * z;
}

static inline name_real name_relu6(name_real z) {
    const name_real from_below = z > NAME_REAL(0) ? z : NAME_REAL(0);
    return from_below < NAME_REAL(6) ? from_below : NAME_REAL(6);
}

static inline name_real name_hard_sigmoid(name_real z) {
    const name_real v = (z + NAME_REAL(3)) / NAME_REAL(6);
    const name_real from_below = v > NAME_REAL(0) ? v : NAME_REAL(0);
    return from_below < NAME_REAL(1) ? from_below : NAME_REAL(1);
}

/* At least -1000: a factor of 0 times infinity would be NaN. NaN stays NaN. */
static inline name_real name_limited_below(name_real z) {
    return z < NAME_REAL(-1000) ? NAME_REAL(-1000) : z;
}

static inline name_real name_hard_swish(name_real z) {
    const name_real v = name_limited_below(z);
    const name_real shifted = v + NAME_REAL(3);
    const name_real from_below = shifted > NAME_REAL(0) ? shifted : NAME_REAL(0);
    return v * (from_below < NAME_REAL(6) ? from_below / NAME_REAL(6) : NAME_REAL(1));
}

/* Far out every number gives 1; an infinite one would give NaN. */
static inline name_real name_softsign(name_real z) {
    const name_real v =
        z > NAME_REAL(1e30) ? NAME_REAL(1e30) : (z < NAME_REAL(-1e30) ? NAME_REAL(-1e30) : z);
    return v / (NAME_REAL(1) + (v < NAME_REAL(0) ? -v : v));
}
