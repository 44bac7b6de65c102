/* SPDX-License-Identifier: MIT */
/* Activations of a whole layer. */

/* exp(z) / sum of exp(z), less the largest z, so that nothing overflows; sums run upwards. */
static void name_softmax(name_real* z, uint_fast16_t count) {
    name_real largest = z[0];
    name_real sum = NAME_REAL(0);
    uint_fast16_t i;
    for (i = 1; i < count; ++i) largest = z[i] > largest ? z[i] : largest;
    for (i = 0; i < count; ++i) {
        z[i] = name_exp(z[i] - largest);
        sum = sum + z[i];
    }
    for (i = 0; i < count; ++i) z[i] = z[i] / sum;
}

static void name_log_softmax(name_real* z, uint_fast16_t count) {
    name_real largest = z[0];
    name_real sum = NAME_REAL(0);
    name_real logarithm;
    uint_fast16_t i;
    for (i = 1; i < count; ++i) largest = z[i] > largest ? z[i] : largest;
    for (i = 0; i < count; ++i) {
        z[i] = z[i] - largest;
        sum = sum + name_exp(z[i]);
    }
    logarithm = name_log(sum);
    for (i = 0; i < count; ++i) z[i] = z[i] - logarithm;
}
