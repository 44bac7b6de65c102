// Written by tests/golden/regularization.py; regenerate with: /usr/bin/python3 tests/golden/regularization.py --football FOLDER --float
// How far 9 float32 runs of NumPy come away from float64's on football.
#pragma once

#include "golden/regularization_run.hpp"

namespace golden {

// clang-format off
inline constexpr regularization_float regularization_football_float[] = {
    {"none", 0.067, 1},
    {"l2", 0.001, 0},
    {"dropout", 0.063, 2},
};
// clang-format on

}  // namespace golden
