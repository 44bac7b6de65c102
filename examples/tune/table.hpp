// SPDX-License-Identifier: MIT
// The trials of a search as tables for people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tune/results.hpp"

namespace tune {

/// "54.58 +- 4.67": four digits of the larger number in any usual unit, else two: 18 characters,
/// and one for a sign.
std::string in_any_unit(const mean_and_deviation& numbers);

/// The first `rows` of sorted trials, or all for 0: a table of scores, one of settings, and a last
/// line that tells of those not shown and of those that diverged. Lines have at most 80 characters
/// up to 99999 trials: activations that are not all relu, and hidden layers that are written long,
/// stand in a third table, where they are cut when they are longer still.
std::string table_of(const std::vector<trial>& sorted, uint32_t rows, task of);

}  // namespace tune
