// Start-up of a Cortex-M board for the tests: from reset to main() and out again by semihosting.
// Not part of the library, and not what a product would ship: memory is set up, the floating-point
// unit switched on, arguments fetched from the debugger, faults reported.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "board.hpp"

extern "C" {
extern uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[];
extern uint32_t stack_limit[], stack_top[];

void reset();
void systick_wrapped();  // of the counter of instructions
int main(int count, char** words);
void initialise_monitor_handles();  // of newlib's semihosting library
void __libc_init_array();
void _init() {}
void _fini() {}
void* __dso_handle = nullptr;

/// newlib asks for it when something random is wanted; nothing here is.
int getentropy(void*, size_t) { return -1; }
}

namespace {

constexpr int sys_write0 = 0x04;
constexpr int sys_get_cmdline = 0x15;
constexpr int sys_exit_extended = 0x20;
constexpr uint32_t application_exit = 0x20026;
constexpr uint32_t exit_of_a_fault = 99;

int ask_debugger(int operation, void* argument) {
    register int r0 __asm__("r0") = operation;
    register void* r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

[[noreturn]] void leave(uint32_t code) {
    uint32_t block[2] = {application_exit, code};
    for (;;) ask_debugger(sys_exit_extended, block);
}

void fault() {
    static char message[] = "FAULT: the processor trapped\n";
    ask_debugger(sys_write0, message);
    leave(exit_of_a_fault);
}

/// The vector table: its first word is no function, so it is a struct.
struct vector_table {
    void* initial_stack;
    void (*handler[15])();
};

[[gnu::section(".vectors"), gnu::used]] const vector_table vectors = {
    stack_top,
    {reset, fault, fault, fault, fault, fault, fault, nullptr, nullptr, nullptr, fault, fault,
     nullptr, fault, systick_wrapped}};

/// Words of the debugger's command line, split at blanks.
int split_command_line(char* line, char** words, int capacity) {
    int count = 0;
    for (char* word = strtok(line, " "); word != nullptr && count < capacity;
         word = strtok(nullptr, " ")) {
        words[count++] = word;
    }
    return count;
}

void switch_on_coprocessors() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    // CPACR: full access to coprocessors 10 and 11, which are the floating-point unit and Helium.
    *reinterpret_cast<volatile uint32_t*>(0xe000ed88) |= 0xfu << 20;
    __asm__ volatile("dsb\n isb" ::: "memory");
#endif
}

}  // namespace

void reset() {
    switch_on_coprocessors();
    const size_t data_bytes =
        reinterpret_cast<char*>(data_end) - reinterpret_cast<char*>(data_begin);
    memcpy(data_begin, data_in_flash, data_bytes);
    memset(bss_begin, 0, reinterpret_cast<char*>(bss_end) - reinterpret_cast<char*>(bss_begin));
    initialise_monitor_handles();
    __libc_init_array();
    static char line[1024];
    static char* words[33];
    struct {
        char* text;
        uint32_t size;
    } command_line = {line, sizeof line};
    const bool given = ask_debugger(sys_get_cmdline, &command_line) == 0;
    const int count = given ? split_command_line(line, words, 32) : 0;
    board::paint_stack();
    const int code = main(count, words);
    if (board::stack_overflowed()) {
        static char message[] = "FAULT: the stack has grown beyond its limit\n";
        ask_debugger(sys_write0, message);
        exit(exit_of_a_fault);
    }
    exit(code);
}
