// SPDX-License-Identifier: MIT
// What a search is asked for on the command line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tune/search.hpp"
#include "tune/workers.hpp"

namespace tune {

inline constexpr uint32_t most_trials = 1000000;

struct request {
    std::string data;  ///< a CSV file; empty for the built-in data
    task what = task::classification;
    bool grid = false;
    uint32_t trials = 30;     ///< of a random search
    uint32_t grid_steps = 4;  ///< of each range in a grid
    search_space space;
    uint32_t folds = 5;
    uint32_t epochs = 50;
    uint64_t seed = 1;
    bool standardized = true;
    measure sorted_by = measure::cost;
    uint32_t rows = 20;
    uint32_t jobs = processors();
    std::string csv;  ///< to be written; empty for none
};

/// Throws search_error when there are fewer samples than folds, or too many points in the grid.
plan planned(const request& asked, const samples& data);

/// What has been searched, in lines: the data with the number of classes, if more than two, or with
/// mean and standard deviation of the numbers to predict, which a regression's errors are to be
/// compared with; the search; a note on classes with few samples.
std::string heading_of(const request& asked, const samples& data, size_t trials);

}  // namespace tune
