// SPDX-License-Identifier: MIT
// What the trials of a search came to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tune/search_space.hpp"
#include "tune/trial.hpp"

namespace tune {

/// One point and its score on each fold.
struct trial {
    uint32_t number;  ///< from 1
    point at;
    std::vector<fold_score> folds;
};

/// Over the folds, each counting alike.
struct mean_and_deviation {
    double mean;
    double deviation;  ///< sqrt(sum of squared differences / (folds - 1))
};

mean_and_deviation cost_of(const trial& of);
mean_and_deviation quality_of(const trial& of);

/// Folds whose training diverged. Only a trial without any has a mean cost and quality.
uint32_t diverged_folds(const trial& of);

/// What a fold_score holds.
enum class measure { cost, quality };

/// As the command line and the columns of the CSV call it: cost and accuracy, in regression rmse
/// and r2.
const char* name_of(measure which, task of);

/// Best first: by mean cost, the lowest first, or by mean quality, the highest first; among equals
/// the lower number first. Diverged trials come last, in the order of their numbers.
void sort_best_first(std::vector<trial>& trials, measure by);

/// All sorted trials for programs: a header, then one line for each trial, numbers reading back to
/// the same bits. What diverged has empty cells. There is a column for the activation where one is
/// not relu.
std::string csv_of(const std::vector<trial>& sorted, task of);

}  // namespace tune
