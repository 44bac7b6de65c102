// SPDX-License-Identifier: MIT
// Calls of the library are re-entrant. A task is interrupted wherever the library calls the
// application, and the interrupting task calls the library as well. Each must give the bits that it
// gives alone, and the interrupted task must not change the other's memory afterwards.
//
//   interleaved              1 and a list of differences, or 0
//   interleaved --self-test  both work in the same memory: 0 when every task notices
#include <stdio.h>
#include <string.h>

#include "tasks.hpp"

namespace {

using testing::task;
using testing::task_count;
using testing::tasks;

/// Of a task's points, spread over all of them.
constexpr uint32_t most_points = 3;
constexpr uint32_t outer_seed = 11;
constexpr uint32_t inner_seed = 12;

/// What happens at the points where the library calls the application.
struct interruption {
    const task* by;
    uint32_t place;
    uint32_t point;   ///< at which, counted from 0
    uint32_t passed;  ///< points so far
    uint32_t result;
    uint32_t memory;  ///< CRC of the memory that the interrupting task left
};
interruption now;

void interrupt() {
    if (now.passed++ != now.point) return;
    // What interrupts is not itself interrupted: its points count as passed.
    now.result = now.by->run(now.place, inner_seed);
    now.memory = testing::memory_crc(now.place);
}

constexpr uint32_t never = 0xffffffff;

uint32_t run(const task& outer, const task& inner, uint32_t place, uint32_t point) {
    now = {&inner, place, point, 0, 0, 0};
    return outer.run(0, outer_seed);
}

/// How many points of a task are interrupted, of so many that it has.
uint32_t points_tried(uint32_t points) { return points < most_points ? points : most_points; }

}  // namespace

int main(int count, char** words) {
    const bool self_test = count > 1 && strcmp(words[1], "--self-test") == 0;
    testing::at_visit = interrupt;
    uint32_t runs = 0;
    int failures = 0;
    for (uint32_t o = 0; o < task_count; ++o) {
        const task& outer = tasks[o];
        const uint32_t outer_alone = run(outer, outer, 0, never);
        const uint32_t points = now.passed;
        uint32_t differences = 0;
        for (uint32_t i = 0; i < task_count; ++i) {
            if (self_test && i != o) continue;
            const task& inner = tasks[i];
            now.point = never;
            const uint32_t inner_alone = inner.run(1, inner_seed);
            for (uint32_t k = 0; k < points_tried(points); ++k) {
                const uint32_t point = points * k / points_tried(points);
                const uint32_t found = run(outer, inner, self_test ? 0 : 1, point);
                ++runs;
                const bool untouched = self_test || now.memory == testing::memory_crc(1);
                if (found == outer_alone && now.result == inner_alone && untouched) continue;
                ++differences;
                if (!self_test) {
                    printf("FAILED: %s, interrupted at point %lu by %s%s\n", outer.name,
                           static_cast<unsigned long>(point), inner.name,
                           untouched ? "" : ", writes to its memory");
                }
            }
        }
        if (points == 0) printf("FAILED: %s has no point to interrupt it\n", outer.name);
        failures += points == 0 || (differences > 0) != self_test;
        if (self_test) {
            printf("%s: %s\n", differences > 0 ? "caught" : "MISSED", outer.name);
        }
    }
    printf("%lu interruptions, %d failures\n", static_cast<unsigned long>(runs), failures);
    return failures > 0 ? 1 : 0;
}
