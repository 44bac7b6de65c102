// Written by tests/golden/regularization.py; regenerate with: /usr/bin/python3 tests/golden/regularization.py --float
// How far 9 float32 runs of NumPy come away from float64's on moons.
#pragma once

#include "golden/regularization_run.hpp"

namespace golden {

// clang-format off
inline constexpr regularization_float regularization_moons_float[] = {
    {"none", 0.098, 0},
    {"l2", 0.0058, 3},
    {"dropout", 0.0027, 0},
};
// clang-format on

}  // namespace golden
