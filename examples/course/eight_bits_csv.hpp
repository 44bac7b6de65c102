// SPDX-License-Identifier: MIT
// What the courses' networks say in eight bits, and how they were trained, for programs to read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace course {

/// Collects both files' text, rows beginning with the data set and what it is of. Numbers have 17
/// digits.
class eight_bits_csv {
  public:
    /// The rows that follow are of this data set.
    void begin(const std::string& data_set) { data_set_ = data_set; }
    /// Probabilities of class 1, sample by sample, in float and in integers.
    void add_outputs(const char* form, const std::vector<uint8_t>& labels,
                     const std::vector<float>& in_float, const std::vector<float>& in_integers);
    /// Before the iteration, with the same parameters: of the training step, and of the test set in
    /// float.
    void add_cost(const char* run, long iteration, double cost, double held_out);

    const std::string& outputs() const { return outputs_; }
    const std::string& costs() const { return costs_; }

  private:
    std::string data_set_;
    std::string outputs_ = "form,sample,label,output,float,integers\n";
    std::string costs_ = "run,iteration,cost,held_out_cost\n";
};

}  // namespace course
