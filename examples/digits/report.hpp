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

/// Collects the costs of trainings as text: a header and a line for each epoch, numbers with 17
/// digits.
class cost_csv {
  public:
    /// The mean cost of the epoch's steps and that of the held-out images after it.
    void add(const std::string& run, int epoch, float training, float held_out);

    const std::string& text() const { return text_; }

  private:
    std::string text_ = "run,epoch,cost,held_out_cost\n";
};

}  // namespace digits
