// SPDX-License-Identifier: MIT
#include "timer.hpp"

#include <stddef.h>
#include <stdint.h>

#if !defined(__unix__) && !defined(__arm__) && !defined(__riscv)
#error "a timer for this target is missing"
#endif
#ifdef __unix__
#include <signal.h>
#include <sys/time.h>
#endif

namespace testing {

namespace {

void (*called)() = nullptr;

#ifdef __unix__

volatile sig_atomic_t running = 0;

/// One interrupt: a periodic one would leave what it interrupts no time where it takes longer than
/// the period, as in an emulator.
bool set_interval(suseconds_t microseconds) {
    const itimerval once = {{0, 0}, {0, microseconds}};
    return setitimer(ITIMER_REAL, &once, nullptr) == 0;
}

void handle(int) {
    called();
    if (running != 0) set_interval(211);
}

#else

/// Another number of instructions each time, so that the moments spread.
uint32_t next_interval(uint32_t least, uint32_t range) {
    static uint32_t state = 1;
    state = state * 1664525u + 1013904223u;
    return least + (state >> 8) % range;
}

volatile uint32_t& word_at(uintptr_t address) {
    return *reinterpret_cast<volatile uint32_t*>(address);
}

#ifdef __arm__

constexpr uintptr_t systick_control = 0xe000e010;
constexpr uintptr_t systick_reload = 0xe000e014;
constexpr uintptr_t systick_value = 0xe000e018;
constexpr uintptr_t interrupt_control = 0xe000ed04;
constexpr uint32_t clear_pending_systick = 1u << 25;
constexpr uintptr_t vector_table_offset = 0xe000ed08;
constexpr uint32_t exceptions = 16;
constexpr uint32_t systick_exception = 15;

/// Where the processor looks for its handlers while the timer is running.
alignas(128) void* volatile handlers[exceptions];

void arm() {
    word_at(systick_reload) = next_interval(100000, 300000);
    word_at(systick_value) = 0;
    word_at(systick_control) = 7;  // on, with an exception, at the processor's clock
}

void handle() {
    word_at(systick_control) = 0;
    called();
    word_at(interrupt_control) = clear_pending_systick;
    arm();
}

#else

// Assemblers ask for the extension by name where nothing else brings it.
#define WITH_CSR(instructions) ".option push\n.option arch, +zicsr\n" instructions "\n.option pop"

constexpr uintptr_t time_low = 0x0200bff8;
constexpr uintptr_t compare_low = 0x02004000;
constexpr uintptr_t compare_high = 0x02004004;

void arm() {
    word_at(compare_high) = 0xffffffff;
    const uint32_t low = word_at(time_low) + next_interval(300, 900);
    word_at(compare_low) = low;
    word_at(compare_high) = word_at(time_low + 4);
}

[[gnu::interrupt("machine"), gnu::aligned(4)]] void handle() {
    called();
    arm();
}

#endif
#endif

}  // namespace

bool start_timer(void (*interrupt)()) {
    called = interrupt;
#if defined(__unix__)
    struct sigaction action = {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    running = 1;
    return sigaction(SIGALRM, &action, nullptr) == 0 && set_interval(211);
#elif defined(__arm__)
    const uintptr_t table = word_at(vector_table_offset);
    for (uint32_t k = 0; k < exceptions; ++k) {
        const uint32_t handler = word_at(table + 4 * k);
        handlers[k] = reinterpret_cast<void*>(handler);
    }
    handlers[systick_exception] = reinterpret_cast<void*>(handle);
    const uintptr_t moved = reinterpret_cast<uintptr_t>(handlers);
    word_at(vector_table_offset) = moved;
    if (word_at(vector_table_offset) != moved) return false;  // Cortex-M0 cannot
    arm();
    return true;
#else
    __asm__ volatile(WITH_CSR("csrw mtvec, %0")::"r"(handle));
    arm();
    __asm__ volatile(WITH_CSR("csrs mie, %0\n csrs mstatus, %1")::"r"(1u << 7), "r"(1u << 3)
                     : "memory");
    return true;
#endif
}

void stop_timer() {
#if defined(__unix__)
    running = 0;
    set_interval(0);
#elif defined(__arm__)
    word_at(systick_control) = 0;
#else
    __asm__ volatile(WITH_CSR("csrc mstatus, %0")::"r"(1u << 3) : "memory");
#endif
}

}  // namespace testing
