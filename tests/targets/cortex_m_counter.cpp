// SPDX-License-Identifier: MIT
// Counting instructions on QEMU's Cortex-M: with `-icount shift=7` every instruction takes 128 ns
// of the emulated clock, by which SysTick runs; the linker script says how fast it ticks. It has 24
// bits, enough for some five million instructions, and interrupts each time that they are used up.
#include "board.hpp"

extern "C" {
extern char systick_hz[];
uint32_t systick_wraps;

/// Of known length, so that it can be left out of the count.
[[gnu::naked]] void systick_wrapped() {
    __asm__(
        ".syntax unified\n"
        "ldr r0, =systick_wraps\n"
        "ldr r1, [r0]\n"
        "adds r1, #1\n"
        "str r1, [r0]\n"
        "bx lr\n"
        ".pool");
}
}

namespace board {

namespace {

volatile uint32_t& control = *reinterpret_cast<volatile uint32_t*>(0xe000e010);
volatile uint32_t& reload = *reinterpret_cast<volatile uint32_t*>(0xe000e014);
volatile uint32_t& current = *reinterpret_cast<volatile uint32_t*>(0xe000e018);
volatile uint32_t& wraps = systick_wraps;

constexpr uint32_t all_ticks = 0x1000000;
constexpr uint32_t enabled_with_interrupt_by_processor_clock = 7;
constexpr uint64_t nanoseconds_per_instruction = 128;
constexpr uint32_t instructions_per_wrap = 5;

uint32_t first_tick = 0;
uint32_t of_an_empty_pair = 0;
bool calibrated = false;

/// Ticks until the next wrap. At 0 the last one has just been counted.
uint32_t ticks_left() {
    const uint32_t ticks = current;
    return ticks == 0 ? all_ticks : ticks;
}

[[gnu::noipa]] void start() {
    control = 0;
    reload = all_ticks - 1;
    current = 0;
    wraps = 0;
    control = enabled_with_interrupt_by_processor_clock;
    first_tick = ticks_left();
}

[[gnu::noipa]] uint32_t stop() {
    const uint32_t last_tick = ticks_left();
    control = 0;
    const bool wrapped_since = ticks_left() > last_tick;
    const uint32_t wraps_between = wraps - (wrapped_since ? 1 : 0);
    const uint64_t ticks = uint64_t{wraps_between} * all_ticks + first_tick - last_tick;
    const uint64_t hz = reinterpret_cast<uintptr_t>(systick_hz);
    const uint64_t nanoseconds = ticks * 1000000 / (hz / 1000);
    return static_cast<uint32_t>((nanoseconds + nanoseconds_per_instruction / 2) /
                                 nanoseconds_per_instruction) -
           wraps_between * instructions_per_wrap;
}

}  // namespace

// The first pairs make QEMU translate this code, which it then cuts at the timer's registers.
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
