// SPDX-License-Identifier: MIT
#include "initialization/report.hpp"

#include <cstdio>

#include "course/drawing.hpp"
#include "course/report.hpp"

namespace initialization {

namespace {

const char* description_of(start which) {
    switch (which) {
        case start::zeros:
            return "zeros";
        case start::random:
            return "large random values (normal x 10)";
        case start::uniform:
            return "large random values (uniform x 10)";
        case start::he:
            return "He (normal x sqrt(2 / inputs))";
        case start::xavier:
            return "Xavier (normal x sqrt(1 / inputs))";
    }
    return "unknown";
}

const char* remark_on(start which) {
    switch (which) {
        case start::zeros:
            return "fails to break symmetry";
        case start::random:
            return "too large weights";
        case start::uniform:
            return "too large, all positive";
        case start::he:
            return "recommended for relu";
        case start::xavier:
            return "meant for tanh";
    }
    return "";
}

course::point_set training_points(const settings& chosen) {
    return course::make_points(chosen.dataset, 300, 1);
}

}  // namespace

std::string heading(start initializer, const settings& chosen) {
    return std::string(course::name_of(chosen.dataset)) + ", initialized with " +
           description_of(initializer);
}

std::string closing_table(const std::vector<result>& results) {
    std::string table =
        "| Model                              |  Train |   Test | Remark\n"
        "|------------------------------------|--------|--------|------------------------\n";
    for (const auto& of : results) {
        char line[160];
        std::snprintf(line, sizeof line, "| %-34s | %6s | %6s | %s\n",
                      description_of(of.initializer), course::percent(of.train.accuracy).c_str(),
                      course::percent(of.test.accuracy).c_str(), remark_on(of.initializer));
        table += line;
    }
    return table;
}

std::string boundary_drawing(const result& of, const settings& chosen, int width) {
    return course::draw_boundary(of.boundary, training_points(chosen), of.train, width);
}

std::vector<std::filesystem::path> write_csv(const std::filesystem::path& directory,
                                             const std::vector<result>& results,
                                             const settings& chosen) {
    const auto training = training_points(chosen);
    const auto test = course::make_points(chosen.dataset, 100, 2);
    course::run_files files("init");
    for (const auto& of : results) {
        const std::string name = name_of(of.initializer);
        files.add_costs(name, of.costs, of.held_out_costs);
        files.add_predictions(name, "train", of.train, training);
        files.add_predictions(name, "test", of.test, test);
        files.add_boundary(name, of.boundary);
    }
    return files.write(directory);
}

}  // namespace initialization
