// SPDX-License-Identifier: MIT
// The data of a search: features, and for each sample its class or a number to predict.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tune {

/// Of a network, by what is in the last column.
enum class task { classification, regression };

struct samples {
    std::string name;  ///< for messages and headings
    uint32_t features = 0;
    std::vector<float> x;  ///< features x samples, samples innermost
    std::vector<float> y;  ///< the number of the class, from 0, or the number to predict
    std::vector<std::string> classes = {"0", "1"};  ///< by number; none in regression

    uint32_t size() const { return static_cast<uint32_t>(y.size()); }
    task is_for() const { return classes.empty() ? task::regression : task::classification; }
    /// Of a network: two classes need one, the probability of class 1.
    uint32_t outputs() const {
        return classes.size() > 2 ? static_cast<uint32_t>(classes.size()) : 1;
    }
};

/// A CSV file whose last column is the label (tune/labels.hpp), and whose other columns, 1 to
/// 65535 of them, are the features. Throws file_error saying what is wrong and where.
samples read_samples(const std::filesystem::path& csv, task what);

/// 400 points of the course's moons with more noise (standard deviation 0.25 on each coordinate,
/// besides the course's 0.05), so that the classes overlap.
samples noisy_moons();

/// The samples that `numbers` lists, in that order.
samples select(const samples& from, const std::vector<uint32_t>& numbers);

}  // namespace tune
