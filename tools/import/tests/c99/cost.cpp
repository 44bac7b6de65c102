// SPDX-License-Identifier: MIT
// Instructions of a prediction and bytes of stack, on a board. HEADER, INPUTS, OUTPUTS and PREDICT
// say of which network.
#include <stdio.h>

#include HEADER
#include "board.hpp"

namespace {

float x[INPUTS];
float y[OUTPUTS];
int outcome;

[[gnu::noipa]] void predict() { outcome = PREDICT(x, y); }
[[gnu::noipa]] void nothing() {}

[[gnu::noipa]] uint32_t count(void (*job)()) {
    board::start_counting();
    job();
    return board::stop_counting();
}

}  // namespace

int main() {
    for (int i = 0; i < INPUTS; ++i) x[i] = (static_cast<float>(i) + 0.5F) / INPUTS;
    const auto instructions = static_cast<unsigned long>(count(predict) - count(nothing));
    board::paint_stack();
    predict();
    printf("%lu %lu\n", instructions, static_cast<unsigned long>(board::stack_used()));
    return outcome;
}
