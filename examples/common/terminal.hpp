// SPDX-License-Identifier: MIT
// What a program needs to know of the terminal that it prints to.
#pragma once

inline constexpr int usual_terminal_width = 80;

/// Whether the file descriptor is a terminal.
bool is_terminal(int descriptor);

/// Its width in characters; usual_terminal_width for what is no terminal or does not know.
int terminal_width(int descriptor);
