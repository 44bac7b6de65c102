// SPDX-License-Identifier: MIT
// What the course's experiments have in common: what they record of a training and show of the
// network it made.
#pragma once

#include <functional>
#include <vector>

namespace course {

enum class precision { double_, float_ };

/// Iterations from one recorded cost to the next, beginning with the cost before the first.
inline constexpr long record_every = 1000;

/// One sample set under the trained network.
struct predictions {
    double accuracy;
    std::vector<double> probability;  ///< of class 1, sample by sample
    std::vector<int> label;           ///< predicted
};

/// A square of the plane around the training samples, evenly covered.
struct boundary_grid {
    static constexpr int side = 101;
    std::vector<double> x1, x2, probability;  ///< side * side points, x1 running fastest
};

struct observer {
    std::function<void(long iteration, double cost)> recorded;  ///< every record_every iterations
    std::function<void(long done)> progressed;
};

}  // namespace course
