// SPDX-License-Identifier: MIT
// Start-up of a Cortex-M board for the tests. Not part of the library, and not what a product would
// ship: the floating-point unit is switched on, memory set up, arguments fetched from the debugger,
// faults reported.
#include <stdint.h>

#include "semihosting.hpp"
#include "start.hpp"

extern "C" {
extern uint32_t stack_top[];
void reset();
void systick_wrapped();  // of the counter of instructions
}

namespace {

void fault() { board::leave_with_fault("FAULT: the processor trapped\n"); }

/// The vector table: its first word is no function, so it is a struct.
struct vector_table {
    void* initial_stack;
    void (*handler[15])();
};

[[gnu::section(".vectors"), gnu::used]] const vector_table vectors = {
    stack_top,
    {reset, fault, fault, fault, fault, fault, fault, nullptr, nullptr, nullptr, fault, fault,
     nullptr, fault, systick_wrapped}};

}  // namespace

void reset() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    // CPACR: full access to coprocessors 10 and 11, which are the floating-point unit and Helium.
    *reinterpret_cast<volatile uint32_t*>(0xe000ed88) |= 0xfu << 20;
    __asm__ volatile("dsb\n isb" ::: "memory");
#endif
    board::start();
}
