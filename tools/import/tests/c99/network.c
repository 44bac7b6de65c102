/* SPDX-License-Identifier: MIT */
/* Predicts: samples by standard input, the outcome as a 32-bit number and the outputs by standard
   output. HEADER, NUMBER, INPUTS, OUTPUTS and PREDICT say of which network; its self-test comes
   first. */
#include <stdio.h>

#include HEADER
#include <stdint.h>

int main(void) {
    NUMBER x[INPUTS];
    if (SELF_TEST() != 0) return 3;
    while (fread(x, sizeof(NUMBER), INPUTS, stdin) == INPUTS) {
        NUMBER y[OUTPUTS];
        int32_t outcome;
        int i;
        for (i = 0; i < OUTPUTS; ++i) y[i] = -7;
        outcome = PREDICT(x, y);
        (void)fwrite(&outcome, sizeof outcome, 1, stdout);
        (void)fwrite(y, sizeof(NUMBER), OUTPUTS, stdout);
    }
    return 0;
}
