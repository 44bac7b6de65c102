/* SPDX-License-Identifier: MIT */
/* On an ATmega328P: runs the self-test and sends its outcome by the serial line. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "net.h"

int main(void) {
    const int outcome = net_self_test();
    UCSR0B = 1 << TXEN0;
    UDR0 = '=';
    while ((UCSR0A & (1 << UDRE0)) == 0) {
    }
    UDR0 = (uint8_t)('A' + outcome);
    while ((UCSR0A & (1 << UDRE0)) == 0) {
    }
    UDR0 = '\n';
    while ((UCSR0A & (1 << UDRE0)) == 0) {
    }
    cli();
    sleep_enable();
    sleep_cpu();
    return 0;
}
