// SPDX-License-Identifier: MIT
#include "digits/images.hpp"

#include <cmath>
#include <string>

#include "common/csv.hpp"
#include "common/numbers.hpp"

namespace digits {

namespace {

constexpr double darkest = 16;

void require_integer(const csv_table& table, uint32_t row, uint32_t column) {
    const double value = table.at(row, column);
    if (value >= 0 && value <= darkest && value == std::floor(value)) return;
    throw file_error(table.place(row, column) + "the pixel is " + shortest(value) +
                     ", not an integer from 0 to 16");
}

}  // namespace

image_set read_images(const std::filesystem::path& csv) {
    const csv_table table = read_csv(csv);
    if (table.columns != pixels + 1) {
        throw file_error(table.file + " has " + std::to_string(table.columns) +
                         " columns; 64 pixels and a digit are 65");
    }
    image_set set;
    for (uint32_t p = 0; p < pixels; ++p) {
        for (uint32_t row = 0; row < table.rows(); ++row) {
            require_integer(table, row, p);
            set.x.push_back(static_cast<float>(table.at(row, p) / darkest));
        }
    }
    set.labels = labels_of(table, pixels, classes);
    return set;
}

image_set select(const image_set& from, const std::vector<uint32_t>& order, uint32_t begin,
                 uint32_t count) {
    image_set set;
    for (uint32_t p = 0; p < pixels; ++p) {
        for (uint32_t k = 0; k < count; ++k) {
            set.x.push_back(from.x[size_t{p} * from.size() + order[begin + k]]);
        }
    }
    for (uint32_t k = 0; k < count; ++k) set.labels.push_back(from.labels[order[begin + k]]);
    return set;
}

}  // namespace digits
