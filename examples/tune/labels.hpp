// SPDX-License-Identifier: MIT
// What the last column of a file says of each sample: its class, or the number to predict.
#pragma once

#include <string>
#include <vector>

#include "common/csv.hpp"

namespace tune {

/// The class of each sample.
struct labels {
    std::vector<float> numbers;        ///< an index into `classes` for each row
    std::vector<std::string> classes;  ///< two or more different ones: integers, or texts, sorted
};

/// From a table read with last_column::text. "1" and "1.0" are the same class. Throws file_error,
/// naming the line where there is one, for a number that is no integer, texts among numbers or
/// numbers among texts, what is not finite, a single class, more classes than a network has
/// outputs, and more than two of which no two samples have the same.
labels classes_of(const csv_table& table);

/// The same for numbers to predict: one for each row. Throws file_error for texts, what is not
/// finite or too large for a float, and when all are the same.
std::vector<float> targets_of(const csv_table& table);

}  // namespace tune
