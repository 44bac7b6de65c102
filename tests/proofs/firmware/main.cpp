// SPDX-License-Identifier: MIT
// Firmware without a C library and without a start-up: enough to be linked, not to be run.
#include "jobs.hpp"

extern "C" int main() {
    bool passed = true;
    for (uint32_t k = 0; k < testing::job_count; ++k) {
        passed = testing::jobs[k].run() && passed;
    }
    return passed ? 0 : 1;
}
