// Written by tests/initializer/golden/uniform.py; regenerate with: /usr/bin/python3 tests/initializer/golden/uniform.py
// Needs python3-numpy.
// clang-format off
#pragma once

#include <stdint.h>

namespace golden {

struct fingerprints {
    uint64_t in_float;
    uint64_t in_double;
};

inline constexpr fingerprints xavier_uniform = {0x1470527ef876755du, 0x485bce4c2acd497du};
inline constexpr fingerprints lecun_uniform = {0x86151cdaf5e974bfu, 0x2c028202a1dba1b1u};
inline constexpr fingerprints he_uniform = {0xcf7f34a315190977u, 0xdfffbfefa8bf683au};
inline constexpr fingerprints random_uniform = {0x4f5ef2d53fdbe462u, 0x94cec87747dd9974u};

}  // namespace golden
