// SPDX-License-Identifier: MIT
// What the gradient check prints and writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gradient_check/experiment.hpp"

namespace gradient_check {

/// With escape sequences for terminals, or none.
enum class colours { no, yes };

std::string one_dimension_lines(const one_dimension& of);

/// "4-5-3-1, 3 samples: the library's gradient" and what else there is to know.
std::string heading(errors made, const settings& chosen);

/// One line for each parameter that is off in a layer that is wrong; nothing when none is. What is
/// off by less than a hundredth of the largest distance is counted, not listed: where epsilon does
/// not suit, all of them are off.
std::string parameter_table(const result& of, colours allowed);

/// What to think of it, which layers are wrong, the overall figure and each layer's.
std::string verdict(const result& of, const settings& chosen, colours allowed);

/// Writes one row for each parameter of each result to `csv`, or nothing; returns where to. Throws
/// file_error.
std::filesystem::path write_csv(const std::filesystem::path& csv,
                                const std::vector<result>& results);

}  // namespace gradient_check
