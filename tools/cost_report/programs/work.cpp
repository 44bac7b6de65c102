// SPDX-License-Identifier: MIT
// Instructions, stack and RAM of what a program asks of the library, one line each:
//     NETWORK JOB MEASURE NUMBER
#include <stdio.h>

#include "board.hpp"
#include "jobs.hpp"

namespace {

using namespace networks;
using job = void (*)();

void print(const char* name, const char* job, const char* measure, size_t number) {
    printf("%s %s %s %lu\n", name, job, measure, static_cast<unsigned long>(number));
}

/// The call of a job and the job, its return included, less those of a job that does nothing.
[[gnu::noipa]] uint32_t count(job j) {
    board::start_counting();
    j();
    return board::stop_counting();
}
[[gnu::noipa]] void nothing() {}
uint32_t instructions_of(job j) { return count(j) - count(nothing); }

[[gnu::noipa]] size_t stack_of(job j) {
    board::paint_stack();
    j();
    return board::stack_used();
}

/// The jobs in the order in which a program has them, once for each measure.
template <class Network>
bool report(const char* name) {
    using jobs = networks::jobs<Network>;
    struct {
        const char* name;
        job run;
    } const steps[] = {{"initialize", jobs::initialization},
                       {"predict", jobs::prediction},
                       {"train", jobs::training_step}};
    jobs::prepare();
    for (const auto& step : steps) {
        print(name, step.name, "instructions", instructions_of(step.run));
        if (!jobs::passed) return false;
    }
    jobs::prepare();
    for (const auto& step : steps) {
        print(name, step.name, "stack", stack_of(step.run));
        if (!jobs::passed) return false;
    }
    print(name, "predict", "ram", sizeof jobs::scratch);
    print(name, "train", "ram", sizeof jobs::t);
    return true;
}

/// From memory, since a processor may need one instruction or two for a constant.
volatile uint32_t turns;

/// Two instructions in each turn.
[[gnu::noipa]] void loop() {
    uint32_t left = turns;
#if defined(__arm__)
    __asm__ volatile(
        ".syntax unified\n"
        "1: subs %0, %0, #1\n"
        "bne 1b"
        : "+l"(left)::"cc");
#else
    __asm__ volatile(
        "1: addi %0, %0, -1\n"
        "bnez %0, 1b"
        : "+r"(left));
#endif
}

/// For whoever reads to see that what counts does count.
void count_loops() {
    constexpr struct {
        const char* name;
        uint32_t turns;
    } loops[] = {{"1", 1}, {"2", 2}, {"1000", 1000}, {"1000000", 1000000}, {"8000000", 8000000}};
    for (const auto& one : loops) {
        turns = one.turns;
        print("loop", one.name, "instructions", instructions_of(loop));
    }
}

}  // namespace

int main() {
    count_loops();
    const bool passed =
        report<small>("2-10-5-1") && report<medium>("16-32-32-4") && report<large>("64-64-64-10");
    return passed ? 0 : 1;
}
