// SPDX-License-Identifier: MIT
// Timing, in processor time: every job runs on one thread.
#pragma once

#include <string>
#include <vector>

#include "jobs.hpp"

namespace bench {

struct measurement {
    job_facts facts;
    std::string variant;
    std::vector<double> seconds;  ///< processor time of one execution, one entry per repetition
    double check;
};

/// Warms up, finds how many executions take at least `seconds`, then times that many `repeat`
/// times; once, when a single one takes 20 times as long or more.
measurement measure(const job& what, double seconds, int repeat);

double median(std::vector<double> values);

}  // namespace bench
