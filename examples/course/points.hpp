// SPDX-License-Identifier: MIT
// The course's two toy data sets in memory of the caller's, for programs without a C++ library,
// too.
#pragma once

#include <stdint.h>

namespace course {

enum class dataset { circles, moons };

/// "circles" or "moons".
const char* name_of(dataset which);

/// The noise of the course's data sets.
inline constexpr double usual_noise = 0.05;

/// Where points go: `count` numbers in each array. `order` is working memory.
struct point_arrays {
    uint32_t count;
    double* x1;
    double* x2;
    uint8_t* labels;
    uint32_t* order;
};

/// As make_points() in course/datasets.hpp says.
void fill_points(dataset which, uint32_t seed, double noise, const point_arrays& to);

}  // namespace course
