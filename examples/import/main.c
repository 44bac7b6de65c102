/* SPDX-License-Identifier: MIT */
/* Asks the imported model which moon some points belong to. The same source for every board. */
#include "board.h"
#include "two_moons.h"

/* In hundredths, with a sign. */
static void print_hundredths(float number) {
    char text[8];
    char* at = text + sizeof text;
    int left = (int)(number * 100.0f + (number < 0 ? -0.5f : 0.5f));
    const int negative = left < 0;
    int digits;
    if (negative) left = -left;
    *--at = 0;
    for (digits = 0; digits < 3 || left > 0; left /= 10) {
        if (digits++ == 2) *--at = '.';
        *--at = (char)('0' + left % 10);
    }
    *--at = negative ? '-' : ' ';
    board_print(at);
}

int main(void) {
    static const float points[][TWO_MOONS_INPUTS] = {{-1.0f, 0.2f}, {0.0f, 1.0f},  {0.4f, 0.3f},
                                                     {0.6f, 0.25f}, {1.0f, -0.5f}, {1.0f, 0.6f}};
    unsigned point;
    if (two_moons_self_test() != TWO_MOONS_OK) {
        board_print("This machine computes other outputs than the model has.\n");
        return 1;
    }
    board_print(NAME_OF(BOARD) ": the model's own outputs, bit for bit\n");
    for (point = 0; point < sizeof points / sizeof points[0]; ++point) {
        float probability[TWO_MOONS_OUTPUTS];
        if (two_moons_predict(points[point], probability) != TWO_MOONS_OK) return 1;
        board_print("(");
        print_hundredths(points[point][0]);
        board_print(",");
        print_hundredths(points[point][1]);
        board_print(probability[0] > 0.5f ? "): moon 1," : "): moon 0,");
        print_hundredths(100.0f * probability[0]);
        board_print(" % for moon 1\n");
    }
    return 0;
}
