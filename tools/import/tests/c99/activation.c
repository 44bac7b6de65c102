/* SPDX-License-Identifier: MIT */
/* Applies the activation of a generated file, all of which is static: standard input to standard
   output. SOURCE: the file. NUMBER: its type. FEATURES: a sample's numbers. APPLY: a statement that
   changes NUMBER z[]. */
#include <stdio.h>

#include SOURCE

int main(void) {
    NUMBER z[FEATURES];
    while (fread(z, sizeof(NUMBER), FEATURES, stdin) == FEATURES) {
        APPLY;
        (void)fwrite(z, sizeof(NUMBER), FEATURES, stdout);
    }
    return 0;
}
