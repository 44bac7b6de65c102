// SPDX-License-Identifier: MIT
// Trains a small network to give x1 xor x2, here, from one seed. The parameters have the same bits
// on every target, so that their checksum says whether this one computes as all others do.

#include "picomlp.hpp"

#include <stdio.h>

namespace {

using net = picomlp::network<picomlp::input<2>, picomlp::dense<8, picomlp::relu>,
                             picomlp::dense<1, picomlp::sigmoid>>;
using net_trainer = picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                                     picomlp::batch<4>>;

bool train_xor() {
    const picomlp::status arithmetic = picomlp::check_compilation();
    if (!picomlp::ok(arithmetic)) {
        printf("%s\n", picomlp::describe(arithmetic));
        return false;
    }
    const float x[2][4] = {{0, 0, 1, 1}, {0, 1, 0, 1}};  // features x samples
    const float y[1][4] = {{0, 1, 1, 0}};
    net::parameters w;
    picomlp::initialize(w, picomlp::he_normal{}, picomlp::xoshiro128pp{3});
    net_trainer training{picomlp::gradient_descent::learning_rate(0.5F)};
    for (int step = 0; step < 1000; ++step) {
        if (!training.step(w, x, y).ok()) return false;
    }
    picomlp::batch_scratch<net, 4> scratch;
    float probability[1][4];
    if (!picomlp::ok(picomlp::predict(w, scratch, x, probability))) return false;
    int learned = 0;
    for (int s = 0; s < 4; ++s) learned += (probability[0][s] > 0.5F) == (y[0][s] > 0.5F) ? 1 : 0;
    const uint32_t checksum = picomlp::crc32_of_numbers(0, w.values, net::parameter_count);
    printf("learned %d of 4, parameters %08lx\n", learned, static_cast<unsigned long>(checksum));
    return learned == 4;
}

}  // namespace
