/* SPDX-License-Identifier: MIT */
// What these programs have to say, piece by piece: on a chip through the debugger that is attached
// (semihosting), elsewhere on the standard output. A product would write to its UART. For C and
// C++; nothing here needs printf.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

void say(const char* text);

/// In decimal.
void say_number(uint32_t number);

/// Eight digits.
void say_hexadecimal(uint32_t number);

/// Rounded to six digits behind the point. From 0 to 4000; anything else is said to be out of
/// range.
void say_decimal(float value);

/// The eight hexadecimal digits of a float's bits.
void say_bits(float value);

#ifdef __cplusplus
}
#endif
