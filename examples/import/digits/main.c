/* SPDX-License-Identifier: MIT */
/* Reads the held-out digits: how many right, at which cost, and with whose bits. The same source
   for every board, and for both networks: IS_INT8 is defined for the one of int8, EXPECTED is the
   CRC-32 of another machine's outputs. */
#include "../board.h"
#include "images.h"
#include "meter.h"

#ifdef IS_INT8
#include "digits_int8.h"
#define KIND "int8"
#define INPUTS DIGITS_INT8_INPUTS
#define OUTPUTS DIGITS_INT8_OUTPUTS
typedef int8_t number;
static number number_of(uint8_t pixel) { return of_pixel[pixel]; }
static int predict(const number* x, number* y) {
    digits_int8_predict(x, y);
    return 0;
}
#else
#include "digits_float.h"
#define KIND "float"
#define INPUTS DIGITS_FLOAT_INPUTS
#define OUTPUTS DIGITS_FLOAT_OUTPUTS
typedef float number;
static number number_of(uint8_t pixel) { return (number)pixel / 16.0f; }
static int predict(const number* x, number* y) { return digits_float_predict(x, y); }
#endif

static number x[INPUTS];
static number y[OUTPUTS];

/* Five bits a pixel; returns the digit that follows. */
static uint8_t unpack(const uint8_t* from) {
    uint16_t bits = 0;
    uint8_t held = 0;
    uint8_t k;
    for (k = 0; k < INPUTS; ++k) {
        if (held < 5) {
            bits |= (uint16_t)((uint16_t)READ(from) << held);
            ++from;
            held = (uint8_t)(held + 8);
        }
        x[k] = number_of(bits & 31);
        bits >>= 5;
        held = (uint8_t)(held - 5);
    }
    return READ(from);
}

static uint8_t label(void) {
    uint8_t largest = 0;
    uint8_t k;
    for (k = 1; k < OUTPUTS; ++k) {
        if (y[k] > y[largest]) largest = k;
    }
    return largest;
}

/* CRC-32, as zlib has it. Every board here is little-endian. */
static uint32_t crc_with_outputs(uint32_t crc) {
    const uint8_t* at = (const uint8_t*)y;
    uint8_t k;
    uint8_t bit;
    crc = ~crc;
    for (k = 0; k < sizeof y; ++k) {
        crc ^= at[k];
        for (bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    return ~crc;
}

static void print_number(uint32_t left, uint8_t base, uint8_t digits) {
    char text[11];
    char* at = text + sizeof text;
    *--at = 0;
    do {
        const uint8_t digit = (uint8_t)(left % base);
        *--at = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        left /= base;
        if (digits > 0) --digits;
    } while (left > 0 || digits > 0);
    board_print(at);
}

int main(void) {
    uint32_t right = 0;
    uint32_t crc = 0;
    uint32_t cost = 0;
    uint16_t stack = 0;
    uint16_t image;
    for (image = 0; image < IMAGES; ++image) {
        const uint8_t digit = unpack(images[image]);
        uint16_t used;
        int outcome;
        meter_start();
        outcome = predict(x, y);
        cost += meter_stop();
        if (outcome != 0) return 1;
        used = meter_stack();
        if (used > stack) stack = used;
        if (label() == digit) ++right;
        crc = crc_with_outputs(crc);
    }
    board_print(NAME_OF(BOARD) ", " KIND ": ");
    print_number(right, 10, 0);
    board_print(" of ");
    print_number(IMAGES, 10, 0);
    board_print(" digits right\n");
    if (stack > 0) {
        board_print("A prediction: ");
        print_number((cost + IMAGES / 2) / IMAGES, 10, 0);
        board_print(" " METER_COUNTS ", ");
        print_number(stack, 10, 0);
        board_print(" bytes of stack\n");
    }
    board_print("CRC-32 of all outputs: ");
    print_number(crc, 16, 8);
    board_print("\n");
#ifdef EXPECTED
    board_print(crc == EXPECTED ? "Outputs as on the PC, bit for bit\n"
                                : "Other outputs than on the PC\n");
    if (crc != EXPECTED) return 1;
#endif
    return 0;
}
