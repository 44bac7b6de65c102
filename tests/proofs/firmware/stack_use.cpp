// SPDX-License-Identifier: MIT
// Says for each job how much stack it used on the board, below its caller: "name bytes", a line
// each. stack_bounds.py compares that with the bounds.
#include <stdio.h>

#include "board.hpp"
#include "jobs.hpp"

namespace {

[[gnu::noinline]] bool measure(const testing::job& job) {
    board::paint_stack();
    const bool passed = job.run();
    printf("%s %lu\n", job.name, static_cast<unsigned long>(board::stack_used()));
    if (!passed) printf("FAILED: %s\n", job.name);
    return passed;
}

}  // namespace

int main() {
    bool passed = true;
    for (uint32_t k = 0; k < testing::job_count; ++k) passed = measure(testing::jobs[k]) && passed;
    return passed ? 0 : 1;
}
