// What the experiment prints and writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "initialization/experiment.hpp"

namespace initialization {

/// "Cost after iteration 0: 0.6931471805599453", as the course prints it.
std::string cost_line(long iteration, double cost, precision number);

/// The heading above a run, and the accuracies below it.
std::string heading(start initializer, const settings& chosen);
std::string accuracy_lines(const result& of);

/// The course's closing table: model, accuracies, remark.
std::string closing_table(const std::vector<result>& results);

/// Writes cost.csv, predictions.csv and boundary.csv into `directory`: all three or none. Throws
/// file_error.
void write_csv(const std::filesystem::path& directory, const std::vector<result>& results,
               const settings& chosen);

}  // namespace initialization
