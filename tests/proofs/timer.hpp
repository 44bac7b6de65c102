// SPDX-License-Identifier: MIT
// A timer that interrupts the program at any instruction and calls a function: by a signal on a
// computer, by the processor's own timer on a board.
#pragma once

namespace testing {

/// Calls `interrupt` again and again, at moments that have nothing to do with what is being
/// computed; never while it is still running. False where there is no way to.
bool start_timer(void (*interrupt)());
void stop_timer();

}  // namespace testing
