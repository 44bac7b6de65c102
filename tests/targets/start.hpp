// SPDX-License-Identifier: MIT
// What every processor's start-up ends in.
#pragma once

namespace board {

/// Sets up memory and the C library, calls main() with the words of the debugger's command line and
/// ends the program with what it returns. The stack pointer is set, the floating-point unit on.
[[noreturn]] void start();

}  // namespace board
