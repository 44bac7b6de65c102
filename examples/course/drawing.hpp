// SPDX-License-Identifier: MIT
// What the course's experiments draw on a terminal.
#pragma once

#include <string>
#include <vector>

#include "course/datasets.hpp"
#include "course/experiment.hpp"

namespace course {

/// Costs over iterations, at most `width` characters wide.
std::string draw_costs(const std::vector<double>& costs, int width);

/// The plane that the grid covers, in lines of at most `width` characters, at most 60: ":" where
/// the network says class 1, "o" and "x" for samples of class 0 and 1, "O" and "X" where it takes
/// them for the other. `predicted` is a prediction for each of the points.
std::string draw_boundary(const boundary_grid& grid, const point_set& points,
                          const predictions& predicted, int width);

}  // namespace course
