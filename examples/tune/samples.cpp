#include "tune/samples.hpp"

#include <algorithm>

#include "common/csv.hpp"
#include "course/datasets.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "tune/shapes.hpp"

namespace tune {

samples read_samples(const std::filesystem::path& csv) {
    const csv_table table = read_csv(csv);
    if (table.columns < 2) throw file_error(table.file + " has no column besides the label");
    samples read;
    read.name = csv.filename().string();
    read.features = table.columns - 1;
    if (read.features > most_inputs) {
        throw file_error(table.file + " has " + std::to_string(read.features) +
                         " features; the program is compiled for 1 to " +
                         std::to_string(most_inputs));
    }
    const auto labels = labels_of(table, read.features, 2);
    read.labels.assign(labels.begin(), labels.end());
    if (std::count(labels.begin(), labels.end(), labels[0]) == read.size()) {
        throw file_error(table.file + ": all labels are " + std::to_string(labels[0]));
    }
    read.x = features_of(table, read.features);
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
    samples chosen{from.name, from.features, {}, {}};
    for (uint32_t f = 0; f < from.features; ++f) {
        for (const uint32_t i : numbers) chosen.x.push_back(from.x[size_t{f} * from.size() + i]);
    }
    for (const uint32_t i : numbers) chosen.labels.push_back(from.labels[i]);
    return chosen;
}

}  // namespace tune
