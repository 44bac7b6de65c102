// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py
// Samples predicted correctly after 15000 iterations.
#pragma once

namespace golden {

// clang-format off
struct course_accuracy {
    const char* dataset;
    const char* init;
    int train_correct;  ///< of 300
    int test_correct;   ///< of 100
};

inline constexpr course_accuracy course_accuracies[] = {
    {"circles", "zeros", 150, 50},
    {"circles", "random", 249, 86},
    {"circles", "uniform", 205, 67},
    {"circles", "he", 298, 96},
    {"circles", "xavier", 297, 93},
    {"moons", "zeros", 150, 50},
    {"moons", "random", 266, 87},
    {"moons", "uniform", 260, 86},
    {"moons", "he", 300, 100},
    {"moons", "xavier", 300, 100},
};
// clang-format on

}  // namespace golden
