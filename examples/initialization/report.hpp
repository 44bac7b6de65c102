// SPDX-License-Identifier: MIT
// What the experiment prints and writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "initialization/experiment.hpp"

namespace initialization {

/// The heading above a run.
std::string heading(start initializer, const settings& chosen);

/// The course's closing table: model, accuracies, remark.
std::string closing_table(const std::vector<result>& results);

/// The plane with the training samples, `width` characters wide at most: see course::draw_boundary.
std::string boundary_drawing(const result& of, const settings& chosen, int width);

/// Writes cost.csv, predictions.csv and boundary.csv into `directory`: all three or none. Throws
/// file_error.
std::vector<std::filesystem::path> write_csv(const std::filesystem::path& directory,
                                             const std::vector<result>& results,
                                             const settings& chosen);

}  // namespace initialization
