// SPDX-License-Identifier: MIT
// The command line, the same for every contender.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

struct options {
    std::string instruction_set;  ///< one of instruction_sets()
    bool is_double = false;
    std::vector<std::string> jobs;  ///< names that find_job() knows
    std::string json_file;          ///< empty: none
    double seconds = 0.1;           ///< least length of one measurement
    int repeat = 5;                 ///< measurements of each job
    bool list = false;
};

/// Fills `chosen`; or says on the terminal what is wrong or was asked for, and returns the exit
/// code: 2 for a command line that makes no sense, 0 for --help.
std::optional<int> parse_options(int count, char** words,
                                 const std::vector<std::string>& instruction_sets, options& chosen);

}  // namespace bench
