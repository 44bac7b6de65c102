/* SPDX-License-Identifier: MIT */
/* A user's program in C99, linked without a compiler for C++. */
#include <picomlp/c/status.h>
#include <stdio.h>

int main(void) {
    printf("%s\n", picomlp_describe(picomlp_check_arithmetic()));
    return picomlp_check_arithmetic();
}
