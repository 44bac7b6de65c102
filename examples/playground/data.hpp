// SPDX-License-Identifier: MIT
// The samples of every data set, split into those for training and those for the test.
#pragma once

#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/choices.hpp"

namespace playground {

inline constexpr uint32_t inputs = 2;
inline constexpr uint32_t made_samples = 400;   ///< of a data set that is made, both parts together
inline constexpr uint32_t most_samples = 1000;  ///< of a table
inline constexpr uint32_t least_samples = 20;

using features = picomlp::sample_view<const float, inputs>;
using targets = picomlp::sample_view<const float, 1>;

/// What is learnt: one of two classes, as 0 and 1, or a number.
enum class task { classes, numbers };

/// A table that a visitor brings: two features and a target for each row.
struct given_table {
    float x[inputs][most_samples];
    float y[most_samples];
    uint32_t count = 0;
    playground::task task = task::classes;
};

/// Samples as a network takes them: features x samples, samples innermost.
class sample_set {
  public:
    features x() const { return {x_, count_}; }
    targets y() const { return {y_, count_}; }
    uint32_t count() const { return count_; }

    void begin(uint32_t count) { count_ = count; }
    float& x(uint32_t feature, uint32_t s) { return x_[feature * count_ + s]; }
    float& y(uint32_t s) { return y_[s]; }

  private:
    uint32_t count_ = 0;
    float x_[inputs * most_samples];
    float y_[most_samples];
};

/// How a table was brought to -1 to 1: x' = (x - offset) * factor, y' = (y - offset) / scale.
struct table_scaling {
    bool is_there = false;
    float x_offset[inputs], x_factor[inputs];
    float y_offset, y_scale;
};

task task_of(dataset which, const given_table& table);

/// status::bad_argument for a choice out of range; for a table no_samples with less than
/// least_samples rows, not_finite_input, label_out_of_range for a class that is neither 0 nor 1.
picomlp::status check(dataset which, const sample_choice& chosen, const given_table& table);

/// Makes or splits the samples. Precondition: check() returned ok. A made data set has a seed of
/// its own for each part; a table's rows are drawn for the test, and features, and numbers that are
/// learnt, scaled by the ranges of the training samples.
void fill(dataset which, const sample_choice& chosen, const given_table& table,
          sample_set& training, sample_set& test, table_scaling& scaling);

}  // namespace playground
