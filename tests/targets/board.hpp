// SPDX-License-Identifier: MIT
// What a program for an emulated board can ask the board: how much stack and how many instructions.
// For the tests, the cost report and the firmware examples; not part of the library.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace board {

namespace detail {

void paint_stack_below(void* caller);

[[gnu::always_inline]] inline void* stack_pointer() {
    void* address;
#if defined(__arm__)
    __asm__ volatile("mov %0, sp" : "=r"(address));
#else
    __asm__ volatile("mv %0, sp" : "=r"(address));
#endif
    return address;
}

}  // namespace detail

/// Bytes of the whole stack, as the board's linker script has it.
size_t stack_size() noexcept;

/// Fills the stack that is free at this point with a pattern. The start-up has done it before main.
[[gnu::always_inline]] inline void paint_stack() {
    detail::paint_stack_below(detail::stack_pointer());
}

/// Bytes of stack that were written to, at the deepest, below the function that called
/// paint_stack(). That function's own frame does not count, its calls do.
size_t stack_used() noexcept;

/// Whether the lowest word of the stack was written to; the start-up asks when main has returned.
bool stack_overflowed() noexcept;

/// Counts instructions, exactly, on QEMU with `-icount shift=7` (RISC-V: shift=0), as emulate.py
/// has it; the same program gives the same count every time. They are instructions, not cycles.
void start_counting() noexcept;

/// Instructions executed since start_counting() returned, the call of this function not included;
/// up to 2^32 - 1 of them.
uint32_t stop_counting() noexcept;

}  // namespace board
