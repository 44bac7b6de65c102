// SPDX-License-Identifier: MIT
// Counts the instructions of a job and prints a line of it: A B C NUMBER.
//
// Where no counter is, NUMBER is 0, and the instructions between a visit to start_counting() and
// one to stop_counting() are those of a line; the first such pair is that of a job that does
// nothing.
#pragma once

#include <stdint.h>
#include <stdio.h>

#ifdef WITHOUT_COUNTER
namespace board {
extern "C" {
[[gnu::noipa]] void start_counting() { __asm__ volatile(""); }
[[gnu::noipa]] uint32_t stop_counting() {
    __asm__ volatile("");
    return 0;
}
}
}  // namespace board
#else
#include "board.hpp"
#endif

namespace marks {

using job = void (*)();

[[gnu::noipa]] inline uint32_t count(job j) {
    board::start_counting();
    j();
    return board::stop_counting();
}
[[gnu::noipa]] inline void nothing() {}
inline uint32_t of_nothing;

/// Call it before the first print().
inline void begin() { of_nothing = count(nothing); }

inline void print(const char* a, const char* b, const char* c, job j) {
    const uint32_t number = count(j) - of_nothing;
    printf("%s %s %s %lu\n", a, b, c, static_cast<unsigned long>(number));
}

}  // namespace marks
