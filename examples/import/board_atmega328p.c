/* SPDX-License-Identifier: MIT */
/* An ATmega328P, the chip of the Arduino Uno: prints to its serial line, 38400 baud at 16 MHz. */
#include "board.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

void board_print(const char* text) {
    UBRR0 = 25;
    UCSR0B = 1 << TXEN0;
    for (; *text != 0; ++text) {
        while (!(UCSR0A & 1 << UDRE0)) {
        }
        UDR0 = (unsigned char)*text;
    }
}

/* After main(): asleep without interrupts, simavr ends. */
__attribute__((destructor)) static void stop(void) {
    cli();
    sleep_enable();
    sleep_cpu();
}
