// SPDX-License-Identifier: MIT
// The course's two toy data sets: NumPy's labels and order of points, its coordinates to within
// rounding.
#pragma once

#include <cstdint>
#include <vector>

#include "course/points.hpp"

namespace course {

/// Points of the plane in two classes; point i is (x1[i], x2[i]), its label 0 or 1.
struct point_set {
    std::vector<double> x1;
    std::vector<double> x2;
    std::vector<uint8_t> labels;

    uint32_t size() const { return static_cast<uint32_t>(labels.size()); }
};

/// `count` points in shuffled order, half of them of either class, with normal noise of standard
/// deviation `noise` on each coordinate; `seed` seeds NumPy's generator, 1 for the course's 300
/// training samples and 2 for its 100 test samples. Labels and order are those that NumPy gives.
/// Coordinates have the same bits on every machine, but not always NumPy's: sines and cosines are
/// the library's own, and NumPy's depend on its build. They agree to 40 places after the binary
/// point, and mostly to an ulp.
///   circles: class 0 on the unit circle, class 1 on one of radius 0.8
///   moons: class 0 on the upper half of the unit circle around (0, 0), class 1 on the lower half
///     of the one around (1, 1/2)
point_set make_points(dataset which, uint32_t count, uint32_t seed, double noise = usual_noise);

}  // namespace course
