/* SPDX-License-Identifier: MIT */
/* This machine. */
#include "board.h"

#include <stdio.h>

void board_print(const char* text) { fputs(text, stdout); }
