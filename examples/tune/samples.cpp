// SPDX-License-Identifier: MIT
#include "tune/samples.hpp"

#include <utility>

#include "common/csv.hpp"
#include "course/datasets.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "tune/labels.hpp"

namespace tune {

samples read_samples(const std::filesystem::path& csv, task what) {
    constexpr uint32_t most_features = 65535;
    const csv_table table = read_csv(csv, last_column::text);
    samples read;
    read.name = csv.filename().string();
    read.features = table.columns;
    if (read.features > most_features) {
        throw file_error(table.file + " has " + std::to_string(read.features) +
                         " features; a network takes up to " + std::to_string(most_features));
    }
    read.x = features_of(table, read.features);
    if (what == task::regression) {
        read.y = targets_of(table);
        read.classes.clear();
    } else {
        labels found = classes_of(table);
        read.y = std::move(found.numbers);
        read.classes = std::move(found.classes);
    }
    return read;
}

samples noisy_moons() {
    constexpr uint32_t count = 400;
    constexpr double noise = 0.25;
    const auto points = course::make_points(course::dataset::moons, count, 1);
    picomlp::numpy_random_state bits(2);
    samples moons{"noisy moons", 2, {}, {points.labels.begin(), points.labels.end()}};
    for (const auto* coordinate : {&points.x1, &points.x2}) {
        for (const double x : *coordinate) {
            moons.x.push_back(static_cast<float>(x + noise * bits.normal()));
        }
    }
    return moons;
}

samples select(const samples& from, const std::vector<uint32_t>& numbers) {
    samples chosen{from.name, from.features, {}, {}, from.classes};
    for (uint32_t f = 0; f < from.features; ++f) {
        for (const uint32_t i : numbers) chosen.x.push_back(from.x[size_t{f} * from.size() + i]);
    }
    for (const uint32_t i : numbers) chosen.y.push_back(from.y[i]);
    return chosen;
}

}  // namespace tune
