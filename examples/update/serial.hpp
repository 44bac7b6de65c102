// SPDX-License-Identifier: MIT
// The serial line. Your board's driver takes the place of serial_cmsdk.cpp.
#pragma once

namespace serial {

void open();

/// Waits for a character. False when none will come any more, which a board never says.
bool receive(char& character);

void send(const char* text);

}  // namespace serial
