// SPDX-License-Identifier: MIT
// tests/simd/vector_test.cpp for a target without a C++ library: every operation of SIMD128's
// vectors gives the bits of a single value's.
#include <stdio.h>

const char* simd128_disagreement();

int main() {
    const char* const found = simd128_disagreement();
    if (found == nullptr) return 0;
    printf("simd128: %s\n", found);
    return 1;
}
