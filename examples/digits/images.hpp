// SPDX-License-Identifier: MIT
// The handwritten digits (data/README.md) as a network wants them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace digits {

inline constexpr uint32_t pixels = 64;
inline constexpr uint32_t classes = 10;

/// Images of 8 x 8 pixels, each from 0 (white) to 1 (black).
struct image_set {
    std::vector<float> x;         ///< pixels x images, images innermost
    std::vector<uint8_t> labels;  ///< the digit, 0 to 9

    uint32_t size() const { return static_cast<uint32_t>(labels.size()); }
};

/// Reads lines of 64 integers 0 to 16 and a digit, separated by commas, with or without a header.
/// Throws file_error, naming the file and, where there is one, line and column, for what read_csv()
/// refuses, another number of columns, and other numbers.
image_set read_images(const std::filesystem::path& csv);

/// The images that `order` lists from `begin` on, `count` of them, in that order.
image_set select(const image_set& from, const std::vector<uint32_t>& order, uint32_t begin,
                 uint32_t count);

}  // namespace digits
