// SPDX-License-Identifier: MIT
// A program that can do some of the jobs: picomlp, or a peer that it is measured against.
#pragma once

#include <string>
#include <vector>

#include "jobs.hpp"

namespace bench {

struct contender {
    std::string name;             ///< for example "picomlp" or "Eigen 3.4.0"
    std::string instruction_set;  ///< that the jobs use
    std::string rounding;         ///< picomlp's rounding profile; empty for others
};

// Each program defines the following; main() is common to all (main.cpp).

/// Instruction sets that this build holds and this processor runs, the best one last. When it is
/// empty, nothing can be measured here.
std::vector<std::string> instruction_sets();

/// Chooses one of them, and returns what runs then.
contender choose_instruction_set(const std::string& name);

/// In the order of all_jobs(), then of families, every variant of those jobs that this contender
/// can do and `wanted` names. T is float or double.
template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted);
extern template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
extern template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
