// SPDX-License-Identifier: MIT
// The two sample sets of the experiment: built in, or from files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "course/datasets.hpp"
#include "course/experiment.hpp"

namespace regularization {

/// What the program was compiled for; the test set may be of any size.
inline constexpr uint32_t most_training_samples = 1024;

struct data {
    std::string name;  ///< for headings
    course::point_set train;
    course::point_set test;
};

/// 60 and 200 points of the course's moons, under more noise than the course's: few enough that a
/// network can learn each of them by heart.
data moons();

/// Reads two files of lines "x1,x2,label", with or without a header, labels 0 and 1. Throws
/// file_error, naming the file and, where there is one, line and column, for what read_csv()
/// refuses, another number of columns, another label, coordinates too large for a number of
/// `number`, and more than most_training_samples lines in `train`.
data read_data(const std::filesystem::path& train, const std::filesystem::path& test,
               course::precision number);

}  // namespace regularization
