// The data of a search: features and labels 0 or 1.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tune {

struct samples {
    std::string name;  ///< for messages and headings
    uint32_t features = 0;
    std::vector<float> x;       ///< features x samples, samples innermost
    std::vector<float> labels;  ///< 0 or 1

    uint32_t size() const { return static_cast<uint32_t>(labels.size()); }
};

/// A CSV file whose last column is the label, 0 or 1, and whose other columns, 1 to most_inputs of
/// them, are the features. Throws file_error saying what is wrong and where.
samples read_samples(const std::filesystem::path& csv);

/// 400 points of the course's moons with more noise (standard deviation 0.25 on each coordinate,
/// besides the course's 0.05), so that the classes overlap.
samples noisy_moons();

/// The samples that `numbers` lists, in that order.
samples select(const samples& from, const std::vector<uint32_t>& numbers);

}  // namespace tune
