// SPDX-License-Identifier: MIT
// The C library of links.py: what compilers call by themselves, and nothing else.
#include <stddef.h>

extern "C" {

void* memcpy(void* to, const void* from, size_t bytes) {
    for (size_t k = 0; k < bytes; ++k) {
        static_cast<unsigned char*>(to)[k] = static_cast<const unsigned char*>(from)[k];
    }
    return to;
}

void* memset(void* to, int value, size_t bytes) {
    for (size_t k = 0; k < bytes; ++k) {
        static_cast<unsigned char*>(to)[k] = static_cast<unsigned char>(value);
    }
    return to;
}

int memcmp(const void* left, const void* right, size_t bytes) {
    for (size_t k = 0; k < bytes; ++k) {
        const int difference = static_cast<const unsigned char*>(left)[k] -
                               static_cast<const unsigned char*>(right)[k];
        if (difference != 0) return difference;
    }
    return 0;
}
}
