/* SPDX-License-Identifier: MIT */
/* A bare Cortex-M4F: the processor starts here, and prints through the debugger, which QEMU is. */
#include "board.h"

#include <stdint.h>

int main(void);
void start(void);
extern const unsigned char data_in_flash[];
extern unsigned char data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];

__attribute__((section(".vectors"), used)) static const void* const vectors[] = {
    stack_top, (const void*)start};

static int call_debugger(int operation, const void* argument) {
    register int what __asm__("r0") = operation;
    register const void* with __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(what) : "r"(with) : "memory");
    return what;
}

void board_print(const char* text) { (void)call_debugger(0x04, text); }

/* The compiler calls these for larger objects. */
void* memcpy(void* to, const void* from, unsigned size);
void* memcpy(void* to, const void* from, unsigned size) {
    unsigned char* next = to;
    const unsigned char* read = from;
    while (size-- > 0) *next++ = *read++;
    return to;
}

void start(void) {
    const unsigned char* from = data_in_flash;
    unsigned char* to;
    *(volatile uint32_t*)0xe000ed88 |= 0xfu << 20; /* the float unit is on */
    __asm__ volatile("dsb; isb");
    for (to = data_begin; to < data_end; ++to) *to = *from++;
    for (to = bss_begin; to < bss_end; ++to) *to = 0;
    {
        /* How the program ended, and with which number. */
        const uint32_t ended[2] = {0x20026, (uint32_t)main()};
        (void)call_debugger(0x20, ended);
    }
    for (;;) {
    }
}
