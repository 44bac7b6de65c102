// SPDX-License-Identifier: MIT
// UART 0 of ARM's MPS2 boards (CMSDK APB UART), without interrupts: the sender waits for an answer
// to each line, so nothing arrives while one is worked at.
#include <stdint.h>

#include "update/serial.hpp"

namespace {

struct uart_registers {
    volatile uint32_t data;
    volatile uint32_t state;
    volatile uint32_t control;
    volatile uint32_t interrupts;
    volatile uint32_t divider;
};
constexpr uint32_t transmitter_is_full = 1;
constexpr uint32_t receiver_is_full = 2;
constexpr uint32_t enable_both = 3;

uart_registers& uart() { return *reinterpret_cast<uart_registers*>(0x40004000); }

}  // namespace

void serial::open() {
    uart().divider = 25000000 / 115200;
    uart().control = enable_both;
}

bool serial::receive(char& character) {
    while ((uart().state & receiver_is_full) == 0) {
    }
    character = static_cast<char>(uart().data);
    return true;
}

void serial::send(const char* text) {
    for (; *text != '\0'; ++text) {
        while ((uart().state & transmitter_is_full) != 0) {
        }
        uart().data = static_cast<unsigned char>(*text);
    }
}
