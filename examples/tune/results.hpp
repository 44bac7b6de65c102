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
mean_and_deviation accuracy_of(const trial& of);

/// Folds whose training diverged. Only a trial without any has a mean cost and accuracy.
uint32_t diverged_folds(const trial& of);

enum class measure { cost, accuracy };

/// Best first: by mean cost, the lowest first, or by mean accuracy, the highest first; among equals
/// the lower number first. Diverged trials come last, in the order of their numbers.
void sort_best_first(std::vector<trial>& trials, measure by);

/// The first `rows` of sorted trials, or all for 0, as two tables for people, of scores and of
/// settings, and a last line that tells of those not shown and of those that diverged. Lines have
/// at most 80 characters up to 99999 trials.
std::string table_of(const std::vector<trial>& sorted, uint32_t rows);

/// All sorted trials for programs: a header, then one line for each trial, numbers reading back to
/// the same bits. What diverged has empty cells.
std::string csv_of(const std::vector<trial>& sorted);

}  // namespace tune
