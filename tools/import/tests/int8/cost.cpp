// SPDX-License-Identifier: MIT
// Instructions of a prediction and bytes of stack, on a board.
#include <stdio.h>

#include "board.hpp"
#include "net.h"

namespace {

int8_t x[NET_INPUTS];
int8_t y[NET_OUTPUTS];

[[gnu::noipa]] void predict() { net_predict(x, y); }
[[gnu::noipa]] void nothing() {}

[[gnu::noipa]] uint32_t count(void (*job)()) {
    board::start_counting();
    job();
    return board::stop_counting();
}

}  // namespace

int main() {
    for (int i = 0; i < NET_INPUTS; ++i) x[i] = static_cast<int8_t>(37 * i % 251 - 125);
    const auto instructions = static_cast<unsigned long>(count(predict) - count(nothing));
    board::paint_stack();
    predict();
    printf("%lu %lu\n", instructions, static_cast<unsigned long>(board::stack_used()));
    return net_self_test() == NET_OK ? 0 : 1;
}
