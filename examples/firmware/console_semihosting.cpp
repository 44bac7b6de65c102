// SPDX-License-Identifier: MIT
// The console of a bare board: the debugger, or the emulator, prints what a trap hands to it.
// Without a debugger that trap stops the processor.
#include "console.h"

void say(const char* text) {
    constexpr int sys_write0 = 0x04;
#if defined(__arm__)
    register int operation __asm__("r0") = sys_write0;
    register const char* argument __asm__("r1") = text;
    __asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
#elif defined(__riscv)
    register int operation __asm__("a0") = sys_write0;
    register const char* argument __asm__("a1") = text;
    // The debugger knows the trap by its neighbours, which must not be compressed instructions.
    __asm__ volatile(
        ".option push\n.option norvc\n.balign 16\n"
        "slli zero, zero, 0x1f\nebreak\nsrai zero, zero, 7\n.option pop"
        : "+r"(operation)
        : "r"(argument)
        : "memory");
#else
#error "semihosting is for ARM and RISC-V boards"
#endif
}
