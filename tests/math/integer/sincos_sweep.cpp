// SPDX-License-Identifier: MIT
// The slow sweep: sine and cosine in integers against those in floats, at every fraction of a turn.
#include <cstdio>

#include "sincos_forms.hpp"

int main() {
    unsigned long different = 0;
    for (int32_t rest = -testing::eighth_of_turn; rest < testing::eighth_of_turn; ++rest)
        different += !testing::same_sincos(rest);
    std::printf("%lu of 2^30 angles differ\n", different);
    return different == 0 ? 0 : 1;
}
