/* SPDX-License-Identifier: MIT */
static name_real name_tanh(name_real x) {
    const name_real a = name_clamp_to_positive(x);
    name_real magnitude;
    if (a < NAME_REAL(0.625)) {
        const name_real z = a * a;
        magnitude = a + a * (z * name_tanh_polynomial(z));
    } else {
        magnitude = NAME_REAL(1) - NAME_REAL(2) / (name_exp_of_moderate(a + a) + NAME_REAL(1));
    }
    return name_unless_nan(x, name_with_sign_of(x, magnitude));
}
