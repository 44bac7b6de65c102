// SPDX-License-Identifier: MIT
// Counting instructions on RISC-V, which has a register for it; exact on QEMU with
// `-icount shift=0`.
#include "board.hpp"

namespace board {

namespace {

uint32_t first = 0;
uint32_t of_an_empty_pair = 0;
bool calibrated = false;

[[gnu::always_inline]] inline uint32_t instructions() {
    uint32_t count;
    __asm__ volatile(
        ".option push\n"
        ".option arch, +zicsr\n"
        "csrr %0, minstret\n"
        ".option pop"
        : "=r"(count));
    return count;
}

[[gnu::noipa]] void start() { first = instructions(); }

[[gnu::noipa]] uint32_t stop() { return instructions() - first; }

}  // namespace

[[gnu::noipa]] void start_counting() noexcept {
    if (!calibrated) {
        calibrated = true;
        for (int pair = 0; pair < 3; ++pair) {
            of_an_empty_pair = 0;
            start_counting();
            of_an_empty_pair = stop_counting();
        }
    }
    start();
}

[[gnu::noipa]] uint32_t stop_counting() noexcept { return stop() - of_an_empty_pair; }

}  // namespace board
