/* SPDX-License-Identifier: MIT */
/* Activations z f(z) for an f from 0 to 1. */

static name_real name_silu(name_real z) {
    const name_real v = name_limited_below(z);
    return v * name_sigmoid(v);
}

static name_real name_gelu(name_real z) {
    const name_real v = name_limited_below(z);
    return v * name_normal_cdf(v);
}

/* z tanh(log(1 + exp(z))); it is z from 40 on. */
static name_real name_mish(name_real z) {
    const name_real v = name_limited_below(z);
    const name_real power = name_exp(z > NAME_REAL(40) ? NAME_REAL(40) : v);
    const name_real top = power * (power + NAME_REAL(2));
    return v * (top / (top + NAME_REAL(2)));
}
