// SPDX-License-Identifier: MIT
#include "regularization/report.hpp"

#include <cstdio>

#include "common/numbers.hpp"
#include "course/report.hpp"

namespace regularization {

namespace {

std::string description_of(model which, const settings& chosen) {
    switch (which) {
        case model::none:
            return "without regularization";
        case model::l2:
            return "with L2, lambda " + shortest(chosen.lambda);
        case model::dropout:
            return "with dropout, keep " + shortest(chosen.keep) +
                   (chosen.dropped_by == masks::own ? ", new masks" : "");
    }
    return "unknown";
}

}  // namespace

std::string heading(model which, const data& on, const settings& chosen) {
    return on.name + ", " + std::to_string(on.train.size()) + " samples, " +
           description_of(which, chosen);
}

std::string closing_table(const std::vector<result>& results, const settings& chosen) {
    std::string table =
        "| Model                               |  Train |   Test |\n"
        "|-------------------------------------|--------|--------|\n";
    for (const auto& of : results) {
        char line[160];
        std::snprintf(line, sizeof line, "| %-35s | %6s | %6s |\n",
                      description_of(of.trained, chosen).c_str(),
                      course::percent(of.train.accuracy).c_str(),
                      course::percent(of.test.accuracy).c_str());
        table += line;
    }
    return table;
}

std::vector<std::filesystem::path> write_csv(const std::filesystem::path& directory,
                                             const std::vector<result>& results, const data& on) {
    course::run_files files("model");
    for (const auto& of : results) {
        const std::string name = name_of(of.trained);
        files.add_costs(name, of.costs, of.held_out_costs);
        files.add_predictions(name, "train", of.train, on.train);
        files.add_predictions(name, "test", of.test, on.test);
        files.add_boundary(name, of.boundary);
    }
    return files.write(directory);
}

}  // namespace regularization
