// SPDX-License-Identifier: MIT
// Calls of the library may be preempted anywhere. A timer interrupts tasks at any instruction, and
// the interrupt runs tasks of its own on its own memory. Each must give the bits that it gives
// alone, and the interrupted task must not change the other's memory.
//
//   preempted              1 and what differs, or 0; 77 where nothing can interrupt
//   preempted --self-test  the interrupt works in the memory of what it interrupts: 0 when noticed
#include <stdio.h>
#include <string.h>

#include "tasks.hpp"
#include "timer.hpp"

namespace {

using testing::task_count;
using testing::tasks;

constexpr uint32_t wanted = 200;
constexpr uint32_t most_rounds = 20000;
constexpr uint32_t most_tasks = 32;
constexpr uint32_t seeds[2] = {11, 12};
constexpr int left_out = 77;

uint32_t alone[most_tasks][2];  // with each seed
uint32_t interrupting_place = 1;
uint32_t memory_left = 0;  // CRC of the interrupt's memory as it left it

// What the interrupt writes and the program reads, or the other way round.
volatile bool within_a_task = false;
volatile uint32_t preemptions = 0;
volatile uint32_t wrong_in_interrupt = 0;
volatile uint32_t touched = 0;

void interrupt() {
    if (!within_a_task) return;
    if (preemptions > 0 && interrupting_place == 1 && testing::memory_crc(1) != memory_left) {
        touched = touched + 1;
    }
    const uint32_t k = preemptions % task_count;
    const uint32_t found = tasks[k].run(interrupting_place, seeds[1]);
    if (found != alone[k][1]) wrong_in_interrupt = wrong_in_interrupt + 1;
    memory_left = testing::memory_crc(interrupting_place);
    preemptions = preemptions + 1;
}

}  // namespace

int main(int count, char** words) {
    const bool self_test = count > 1 && strcmp(words[1], "--self-test") == 0;
    if (self_test) interrupting_place = 0;
    if (task_count > most_tasks) return 1;
    for (uint32_t k = 0; k < task_count; ++k) {
        for (uint32_t s = 0; s < 2; ++s) alone[k][s] = tasks[k].run(s, seeds[s]);
    }
    if (!testing::start_timer(interrupt)) {
        printf("nothing can interrupt here\n");
        return left_out;
    }
    uint32_t wrong = 0;
    uint32_t rounds = 0;
    for (; rounds < most_rounds && preemptions < wanted; ++rounds) {
        for (uint32_t k = 0; k < task_count; ++k) {
            within_a_task = true;
            const uint32_t found = tasks[k].run(0, seeds[0]);
            within_a_task = false;
            if (found == alone[k][0]) continue;
            ++wrong;
            if (!self_test) printf("FAILED: %s, preempted\n", tasks[k].name);
        }
    }
    testing::stop_timer();
    printf(
        "%lu preemptions in %lu rounds: %lu wrong results in what was interrupted, %lu in the "
        "interrupt, whose memory was written to %lu times\n",
        static_cast<unsigned long>(preemptions), static_cast<unsigned long>(rounds),
        static_cast<unsigned long>(wrong), static_cast<unsigned long>(wrong_in_interrupt),
        static_cast<unsigned long>(touched));
    if (preemptions < wanted) {
        printf("FAILED: too few preemptions\n");
        return 1;
    }
    const bool noticed = wrong > 0 || wrong_in_interrupt > 0 || touched > 0;
    return noticed == self_test ? 0 : 1;
}
