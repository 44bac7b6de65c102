// SPDX-License-Identifier: MIT
// The console of a machine with an operating system.
#include <stdio.h>

#include "console.h"

void say(const char* text) {
    fputs(text, stdout);
    fflush(stdout);
}
