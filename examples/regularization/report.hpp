// SPDX-License-Identifier: MIT
// What the experiment prints and writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "regularization/experiment.hpp"

namespace regularization {

/// The course prints every tenth of the costs that are recorded.
inline constexpr long print_every = 10 * course::record_every;

/// The heading above a run.
std::string heading(model which, const data& on, const settings& chosen);

/// The course's closing table: model, accuracies.
std::string closing_table(const std::vector<result>& results, const settings& chosen);

/// Writes cost.csv, predictions.csv and boundary.csv into `directory`: all three or none. Throws
/// file_error.
std::vector<std::filesystem::path> write_csv(const std::filesystem::path& directory,
                                             const std::vector<result>& results, const data& on);

}  // namespace regularization
