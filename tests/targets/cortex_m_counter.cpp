// Counting instructions on QEMU's Cortex-M: with `-icount shift=7` every instruction takes 128 ns
// of the emulated clock, by which SysTick runs; the linker script says how fast it ticks.
#include "board.hpp"

extern "C" {
extern char systick_hz[];
}

namespace board {

namespace {

volatile uint32_t& control = *reinterpret_cast<volatile uint32_t*>(0xe000e010);
volatile uint32_t& reload = *reinterpret_cast<volatile uint32_t*>(0xe000e014);
volatile uint32_t& current = *reinterpret_cast<volatile uint32_t*>(0xe000e018);

constexpr uint32_t all_ticks = 0xffffff;
constexpr uint32_t enabled_by_processor_clock = 5;
constexpr uint32_t has_wrapped = 0x10000;
constexpr uint64_t nanoseconds_per_instruction = 128;

uint32_t first_tick = 0;
uint32_t of_an_empty_pair = 0;
bool calibrated = false;

[[gnu::noipa]] void start() {
    control = 0;
    reload = all_ticks;
    current = 0;
    control = enabled_by_processor_clock;
    first_tick = current;
}

[[gnu::noipa]] uint32_t stop() {
    const uint32_t last_tick = current;
    if ((control & has_wrapped) != 0) return uncountable;
    const uint64_t ticks = (first_tick - last_tick) & all_ticks;
    const uint64_t hz = reinterpret_cast<uintptr_t>(systick_hz);
    const uint64_t nanoseconds = ticks * 1000000000 / hz;
    return static_cast<uint32_t>((nanoseconds + nanoseconds_per_instruction / 2) /
                                 nanoseconds_per_instruction);
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

[[gnu::noipa]] uint32_t stop_counting() noexcept {
    const uint32_t count = stop();
    return count == uncountable ? uncountable : count - of_an_empty_pair;
}

}  // namespace board
