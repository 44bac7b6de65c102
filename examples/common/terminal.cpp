// SPDX-License-Identifier: MIT
#include "common/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

int terminal_width(int descriptor) {
    winsize size = {};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_terminal_width;
    return size.ws_col;
}
