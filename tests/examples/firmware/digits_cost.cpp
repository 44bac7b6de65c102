// SPDX-License-Identifier: MIT
// Instructions of reading one image, in float and in int8: the middle of the ten images' counts.
// Fails unless int8 takes fewer.
#include <stdio.h>

#include "board.hpp"
#include "digits_int8.hpp"
#include "digits_model.hpp"
#include "digits_vectors.h"

namespace {

using in_float = digits_model::network;
using in_int8 = picomlp::quantized<digits_int8::network, picomlp::double_rounding>;
static_assert(digits_int8::images == digits_vectors, "the same images");

in_float::scratch float_scratch;
in_int8 digits;
in_int8::scratch int8_scratch;
bool passed = true;

[[gnu::noipa]] void nothing(uint32_t) {}
[[gnu::noipa]] void read_float(uint32_t image) {
    float y[10];
    passed &=
        ok(picomlp::predict(digits_model::parameters, float_scratch, digits_vectors_x[image], y));
}
[[gnu::noipa]] void read_int8(uint32_t image) {
    int8_t y[10];
    passed &= ok(digits.predict(digits_int8::x[image], int8_scratch, y));
}

uint32_t count(void (*read)(uint32_t), uint32_t image) {
    board::start_counting();
    nothing(image);
    const uint32_t less = board::stop_counting();
    board::start_counting();
    read(image);
    return board::stop_counting() - less;
}

/// Without floating-point hardware, counts depend on the numbers.
uint32_t middle(void (*read)(uint32_t)) {
    uint32_t counts[digits_vectors];
    for (uint32_t k = 0; k < digits_vectors; ++k) {
        const uint32_t found = count(read, k);
        uint32_t at = k;
        for (; at > 0 && counts[at - 1] > found; --at) counts[at] = counts[at - 1];
        counts[at] = found;
    }
    return counts[digits_vectors / 2];
}

}  // namespace

int main() {
    passed &= ok(digits.open(digits_int8::numbers));
    const uint32_t float_count = middle(read_float);
    const uint32_t int8_count = middle(read_int8);
    printf("One image, instructions: %lu in float, %lu in int8\n",
           static_cast<unsigned long>(float_count), static_cast<unsigned long>(int8_count));
    return passed && int8_count < float_count ? 0 : 1;
}
