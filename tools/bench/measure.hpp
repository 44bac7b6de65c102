// Timing, in processor time: every job runs on one thread.
#pragma once

#include <string>
#include <vector>

#include "jobs.hpp"

namespace bench {

struct measurement {
    const job_facts* facts;
    std::string variant;
    std::vector<double> seconds;  ///< processor time of one execution, one entry per repetition
    double check;
};

/// Warms up, finds how many executions take at least `seconds`, then times that many `repeat`
/// times.
measurement measure(const job& what, double seconds, int repeat);

double median(std::vector<double> values);

}  // namespace bench
