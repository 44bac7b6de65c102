// SPDX-License-Identifier: MIT
#include "regularization/data.hpp"

#include "common/csv.hpp"

namespace regularization {

namespace {

constexpr uint32_t features = 2;
constexpr uint32_t classes = 2;
constexpr double noise = 0.25;

course::point_set read_points(const std::filesystem::path& csv, course::precision number) {
    const csv_table table = read_csv(csv);
    if (table.columns != features + 1) {
        throw file_error(table.file + " has " + std::to_string(table.columns) +
                         " columns; x1,x2,label are 3");
    }
    course::point_set points;
    points.labels = labels_of(table, features, classes);
    if (number == course::precision::float_) (void)features_of(table, features);  // in range?
    for (uint32_t row = 0; row < table.rows(); ++row) {
        points.x1.push_back(table.at(row, 0));
        points.x2.push_back(table.at(row, 1));
    }
    return points;
}

}  // namespace

data moons() {
    constexpr auto which = course::dataset::moons;
    return {"moons", course::make_points(which, 60, 1, noise),
            course::make_points(which, 200, 2, noise)};
}

data read_data(const std::filesystem::path& train, const std::filesystem::path& test,
               course::precision number) {
    data found{train.string(), read_points(train, number), read_points(test, number)};
    if (found.train.size() > most_training_samples) {
        throw file_error(train.string() + " holds " + std::to_string(found.train.size()) +
                         " samples; training takes at most " +
                         std::to_string(most_training_samples));
    }
    return found;
}

}  // namespace regularization
