// SPDX-License-Identifier: MIT
#include "measure.hpp"

#include <time.h>

#include <algorithm>
#include <cstddef>

namespace bench {

namespace {

/// Of this process's own running: what a busy machine gives to others does not count.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double seconds_for(const job& what, long count) {
    const double begin = processor_seconds();
    what.run(count);
    return processor_seconds() - begin;
}

/// An execution that fills so many measurements is one of its own.
constexpr double many = 20;

struct filling {
    long executions;
    bool far_more;  ///< than asked for
};

filling executions_filling(const job& what, double seconds) {
    long count = 1;
    for (;;) {
        const double taken = seconds_for(what, count);
        if (taken >= seconds) return {count, taken > many * seconds};
        const double wanted = 1.1 * seconds / std::max(taken, 1e-7);
        count = std::max(count + 1,
                         static_cast<long>(static_cast<double>(count) * std::min(wanted, 100.0)));
    }
}

}  // namespace

measurement measure(const job& what, double seconds, int repeat) {
    measurement result{find_job(what.name).value(), what.variant, {}, 0};
    const auto [count, is_long] = executions_filling(what, seconds);
    if (is_long) repeat = 1;
    for (int r = 0; r < repeat; ++r) {
        result.seconds.push_back(seconds_for(what, count) / static_cast<double>(count));
    }
    result.check = what.check();
    return result;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace bench
