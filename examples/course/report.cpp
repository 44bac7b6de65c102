// SPDX-License-Identifier: MIT
#include "course/report.hpp"

#include <cstdio>

#include "common/files.hpp"
#include "common/numbers.hpp"

namespace course {

std::string cost_line(long iteration, double cost, precision number) {
    return "Cost after iteration " + std::to_string(iteration) + ": " +
           (number == precision::double_ ? shortest(cost) : shortest(static_cast<float>(cost)));
}

std::string accuracy_lines(const predictions& train, const predictions& test) {
    return "On the train set: accuracy " + shortest(train.accuracy) +
           "\nOn the test set:  accuracy " + shortest(test.accuracy);
}

std::string percent(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f%%", 100 * share);
    return text;
}

run_files::run_files(const std::string& kind)
    : cost_(kind + ",iteration,cost,held_out_cost\n"),
      predicted_(kind + ",set,index,x1,x2,label,probability,predicted\n"),
      boundary_(kind + ",x1,x2,probability\n") {}

void run_files::add_costs(const std::string& run, const std::vector<double>& costs,
                          const std::vector<double>& held_out) {
    for (size_t k = 0; k < costs.size(); ++k) {
        cost_ += run + ',' + std::to_string(static_cast<long>(k) * record_every) + ',' +
                 seventeen_digits(costs[k]) + ',' + seventeen_digits(held_out[k]) + '\n';
    }
}

void run_files::add_predictions(const std::string& run, const char* set,
                                const predictions& predicted, const point_set& points) {
    for (size_t i = 0; i < predicted.label.size(); ++i) {
        predicted_ += run + ',' + set + ',' + std::to_string(i) + ',' +
                      seventeen_digits(points.x1[i]) + ',' + seventeen_digits(points.x2[i]) + ',' +
                      std::to_string(points.labels[i]) + ',' +
                      seventeen_digits(predicted.probability[i]) + ',' +
                      std::to_string(predicted.label[i]) + '\n';
    }
}

void run_files::add_boundary(const std::string& run, const boundary_grid& grid) {
    for (size_t k = 0; k < grid.probability.size(); ++k) {
        boundary_ += run + ',' + seventeen_digits(grid.x1[k]) + ',' + seventeen_digits(grid.x2[k]) +
                     ',' + seventeen_digits(grid.probability[k]) + '\n';
    }
}

std::vector<std::filesystem::path> run_files::write(const std::filesystem::path& directory) const {
    file_set files(directory);
    files.add("cost.csv", cost_);
    files.add("predictions.csv", predicted_);
    files.add("boundary.csv", boundary_);
    return files.write();
}

}  // namespace course
