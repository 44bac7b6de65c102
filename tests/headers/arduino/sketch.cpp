// SPDX-License-Identifier: MIT
// An Arduino sketch: every macro of the core stands before the library.
#include <Arduino.h>
#include <picomlp/picomlp.hpp>
using net = picomlp::network<picomlp::input<2>, picomlp::dense<4, picomlp::relu>,
                             picomlp::dense<1, picomlp::sigmoid>>;
static net::parameters w;
static picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                        picomlp::batch<1>>
    t;
void loop() {
    float x[2] = {0, 1}, y[1] = {1};
    (void)t.step(w, x, y).ok();
}
