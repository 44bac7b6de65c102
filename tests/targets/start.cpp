// SPDX-License-Identifier: MIT
// From a processor with a stack to main(), and out again by semihosting.
#include "start.hpp"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "board.hpp"
#include "semihosting.hpp"

extern "C" {
extern uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[];

int main(int count, char** words);
void __libc_init_array();
void _init() {}
void _fini() {}
void* __dso_handle = nullptr;

/// newlib asks for it when something random is wanted; nothing here is.
int getentropy(void*, size_t) { return -1; }

/// Opens newlib's standard streams; other libraries have them open.
[[gnu::weak]] void initialise_monitor_handles();
}

namespace board {

namespace {

/// Words of the debugger's command line, split at blanks.
int split_command_line(char* line, char** words, int capacity) {
    int count = 0;
    for (char* word = strtok(line, " "); word != nullptr && count < capacity;
         word = strtok(nullptr, " ")) {
        words[count++] = word;
    }
    return count;
}

size_t bytes_between(const uint32_t* begin, const uint32_t* end) {
    return static_cast<size_t>(reinterpret_cast<const char*>(end) -
                               reinterpret_cast<const char*>(begin));
}

}  // namespace

void start() {
    memcpy(data_begin, data_in_flash, bytes_between(data_begin, data_end));
    memset(bss_begin, 0, bytes_between(bss_begin, bss_end));
    if (initialise_monitor_handles != nullptr) initialise_monitor_handles();
    __libc_init_array();
    constexpr int sys_get_cmdline = 0x15;
    constexpr int capacity = 12;
    static char line[768];
    static char* words[capacity + 1];
    struct {
        char* text;
        uint32_t size;
    } command_line = {line, sizeof line};
    const bool given = ask_debugger(sys_get_cmdline, &command_line) == 0;
    const int count = given ? split_command_line(line, words, capacity) : 0;
    paint_stack();
    const int code = main(count, words);
    if (stack_overflowed()) leave_with_fault("FAULT: the stack has grown beyond its limit\n");
    exit(code);
}

}  // namespace board
