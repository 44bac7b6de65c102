/* SPDX-License-Identifier: MIT */
/* Activations by exp(z) - 1. */

static name_real name_elu(name_real z) { return z > NAME_REAL(0) ? z : name_expm1(z); }

static name_real name_elu_of(name_real z, name_real alpha) {
    return z > NAME_REAL(0) ? z : alpha * name_expm1(z);
}

static name_real name_selu(name_real z) {
    return z > NAME_REAL(0) ? NAME_REAL(1.05070098735548049342) * z
                            : NAME_REAL(1.75809934084737685994) * name_expm1(z);
}
