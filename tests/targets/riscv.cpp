// SPDX-License-Identifier: MIT
// Start-up of a RISC-V board for the tests. Not part of the library, and not what a product would
// ship.
#include "semihosting.hpp"
#include "start.hpp"

extern "C" {
void reset();

/// In machine mode every trap is a fault; its address must be a multiple of four.
[[gnu::aligned(4), gnu::used]] void trap() {
    board::leave_with_fault("FAULT: the processor trapped\n");
}

[[gnu::used]] void start_after_reset() { board::start(); }
}

// Stack, global and thread pointers, then the floating-point unit: mstatus.FS set to "initial".
[[gnu::naked, gnu::section(".vectors"), gnu::used]] void reset() {
    __asm__ volatile(
        ".option push\n"
        ".option arch, +zicsr\n"
        ".option norelax\n"
        "la gp, __global_pointer$\n"
        "la sp, stack_top\n"
        "la tp, tls_begin\n"
        "la t0, trap\n"
        "csrw mtvec, t0\n"
#ifdef __riscv_flen
        "li t0, 0x2000\n"
        "csrs mstatus, t0\n"
        "csrwi fcsr, 0\n"
#endif
        ".option pop\n"
        "j start_after_reset");
}
