/* SPDX-License-Identifier: MIT */
/* What main.c wants of a board: one function. Yours sends to your UART. */
#ifndef BOARD_H
#define BOARD_H

#define STRING_OF(name) #name
#define NAME_OF(name) STRING_OF(name)

/* Prints a text that ends in 0. */
void board_print(const char* text);

#endif
