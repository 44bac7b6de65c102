// SPDX-License-Identifier: MIT
// What the program prints about a training and writes about it.
#pragma once

#include <string>

#include "digits/experiment.hpp"

namespace digits {

/// The confusion counts as a table for people: digits down, what they were taken for across, a
/// point for no image.
std::string confusion_table(const picomlp::confusion_counts<network>& confusion);

/// The same for programs: a header and a line "label,predicted,count" for each pair.
std::string confusion_csv(const picomlp::confusion_counts<network>& confusion);

/// Collects a training's costs as text: a header and the lines "training,EPOCH,COST" and
/// "held_out,EPOCH,COST", numbers with 17 digits.
class cost_csv {
  public:
    /// The mean cost of the epoch's steps and that of the held-out images after it.
    void add(int epoch, float training, float held_out);

    /// Costs of training first.
    std::string text() const { return "set,epoch,cost\n" + training_ + held_out_; }

  private:
    std::string training_;
    std::string held_out_;
};

}  // namespace digits
