// SPDX-License-Identifier: MIT
// Standard input and output in place of a serial line, on a machine with an operating system.
#include <stdio.h>

#include "update/serial.hpp"

void serial::open() {}

bool serial::receive(char& character) {
    const int read = getchar();
    character = static_cast<char>(read);
    return read != EOF;
}

void serial::send(const char* text) {
    fputs(text, stdout);
    fflush(stdout);
}
