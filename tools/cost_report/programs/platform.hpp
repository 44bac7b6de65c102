// What a measuring program needs of the processor it runs on.
#pragma once

#include <stdint.h>

namespace platform {

using job = void (*)();

/// Prints by semihosting.
void print(const char* text);
void print(uint32_t number);

/// Instructions that a job takes, from its first one to its return, which is not counted. Exact,
/// and wrapping at 2^32, when QEMU runs with -icount.
uint32_t instructions_of(job j);

/// Bytes of stack that a job writes to below its caller's stack pointer.
uint32_t stack_of(job j);

/// A loop of `turns` turns, two instructions each.
void turn(uint32_t turns);

}  // namespace platform
