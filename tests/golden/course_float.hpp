// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py --float
// How far 9 float32 runs of NumPy come away from float64's costs.
#pragma once

namespace golden {

// clang-format off
struct course_float {
    const char* dataset;
    const char* init;
    double deviation;  ///< the largest, relative to the cost in float64
};

inline constexpr course_float course_float_deviations[] = {
    {"circles", "zeros", 2.7e-09},
    {"circles", "he", 3e-05},
    {"moons", "zeros", 2.7e-09},
    {"moons", "he", 2.2e-05},
};
// clang-format on

}  // namespace golden
