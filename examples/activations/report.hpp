// SPDX-License-Identifier: MIT
// What the study prints and writes.
#pragma once

#include <string>
#include <vector>

#include "activations/experiment.hpp"

namespace activations {

/// One run: what was studied, and a column for each layer, its verdict at the bottom. Lines here
/// and below have at most 80 characters.
std::string table_of(const result& of);

/// A histogram as 30 characters: ' ' for an empty bin, then "." to "@" by the square root of its
/// share of the fullest, so that thin tails show.
std::string drawing_of(const std::vector<uint32_t>& counts);

/// Drawings of all layers, activations above gradients, with their ranges.
std::string drawings_of(const result& of);

/// "healthy" if all layers are, otherwise the verdict most layers share and how many do: "vanishing
/// (4/5)"; of equals the one that comes first.
std::string summary_of(const result& of);

/// Initializers down, activations across, summaries in the cells.
std::string closing_table(const std::vector<result>& results);

/// A line for each number: activation, initializer, layer, values (activations or gradients),
/// quantity, low, high, value. Quantity "count" is a bin from low to high; the others have no low
/// and high. "verdict" is a word and stands with the activations.
std::string csv_of(const std::vector<result>& results);

}  // namespace activations
