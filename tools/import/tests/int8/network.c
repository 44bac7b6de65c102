/* SPDX-License-Identifier: MIT */
/* Predicts: samples by standard input, outputs by standard output. */
#include <stdio.h>

#include "net.h"

int main(void) {
    int8_t x[NET_INPUTS];
    int8_t y[NET_OUTPUTS];
    if (net_self_test() != NET_OK && net_self_test() != NET_NO_SAMPLES) return 3;
    while (fread(x, 1, NET_INPUTS, stdin) == NET_INPUTS) {
        net_predict(x, y);
        (void)fwrite(y, 1, NET_OUTPUTS, stdout);
    }
    return 0;
}
