/* SPDX-License-Identifier: MIT */
// What the sketches use of Arduino, for programs that have C's standard output.
#pragma once

#include <stdint.h>
#include <stdio.h>

#define F(text) text
#define HEX 16

class serial_line {
  public:
    void begin(long) {}
    void print(const char* text) { printf("%s", text); }
    void print(int number) { printf("%d", number); }
    void print(double number, int digits = 2) { printf("%.*f", digits, number); }
    void println(const char* text) { printf("%s\n", text); }
    void println(double number, int digits = 2) { printf("%.*f\n", digits, number); }
    void println(uint32_t number, int) { printf("%lX\n", static_cast<unsigned long>(number)); }
};
static serial_line Serial;

void setup();
void loop();
