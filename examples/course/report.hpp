// SPDX-License-Identifier: MIT
// What the course's experiments print, and the files they write.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/datasets.hpp"
#include "course/experiment.hpp"

namespace course {

/// "Cost after iteration 0: 0.6931471805599453", as the course prints it.
std::string cost_line(long iteration, double cost, precision number);

/// The two lines below a training's costs.
std::string accuracy_lines(const predictions& train, const predictions& test);

/// "91.5%".
std::string percent(double share);

/// Collects several runs for cost.csv, predictions.csv and boundary.csv, each row beginning with
/// the name of its run. Numbers have 17 digits.
class run_files {
  public:
    /// `kind` is the first column's name.
    explicit run_files(const std::string& kind);

    /// Every record_every iterations: of training, and as many of the test set.
    void add_costs(const std::string& run, const std::vector<double>& costs,
                   const std::vector<double>& held_out);
    /// `set` is "train" or "test", `predicted` a prediction for each of the points.
    void add_predictions(const std::string& run, const char* set, const predictions& predicted,
                         const point_set& points);
    void add_boundary(const std::string& run, const boundary_grid& grid);

    /// Writes all three files into `directory`, or none, and returns their paths. Throws
    /// file_error.
    std::vector<std::filesystem::path> write(const std::filesystem::path& directory) const;

  private:
    std::string cost_;
    std::string predicted_;
    std::string boundary_;
};

}  // namespace course
