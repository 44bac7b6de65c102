// Written by tests/golden/regularization.py; regenerate with: /usr/bin/python3 tests/golden/regularization.py
// The types of the tables.
#pragma once

namespace golden {

// clang-format off
inline constexpr int regularization_costs_recorded = 30;

struct regularization_run {
    const char* model;  ///< "none", "l2" (lambda 0.7) or "dropout" (keep 0.86)
    int train_samples;
    int train_correct;
    int test_samples;
    int test_correct;
    double cost[regularization_costs_recorded];  ///< before update 0, 1000, ... 29000
    const char* train;                           ///< a character '0' or '1' for each sample
    const char* test;
};

struct regularization_float {
    const char* model;
    double deviation;  ///< the largest relative difference of a cost
    int other_labels;  ///< of both sets, in the run that has most of them
};
// clang-format on

}  // namespace golden
