// SPDX-License-Identifier: MIT
// A user's program: it uses the installed library and nothing of its build.
#include <picomlp/picomlp.hpp>

#include <cstdio>

namespace {

using net = picomlp::network<picomlp::input<2>, picomlp::dense<8, picomlp::relu>,
                             picomlp::dense<1, picomlp::sigmoid>>;
using teacher = picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                                 picomlp::batch<4>>;

}  // namespace

int main() {
    const float x[2][4] = {{0, 0, 1, 1}, {0, 1, 0, 1}};
    const float y[1][4] = {{0, 1, 1, 0}};
    net::parameters w;
    picomlp::xoshiro128pp seed{3};
    picomlp::initialize(w, picomlp::he_normal{}, seed);
    teacher training{picomlp::gradient_descent::learning_rate(0.5F)};
    for (int step = 0; step < 1000; ++step) {
        if (!training.step(w, x, y).ok()) return 1;
    }
    picomlp::batch_scratch<net, 4> scratch;
    float probability[1][4];
    if (picomlp::predict(w, scratch, x, probability) != picomlp::status::ok) return 1;
    int learned = 0;
    for (int s = 0; s < 4; ++s) learned += (probability[0][s] > 0.5F) == (y[0][s] > 0.5F) ? 1 : 0;
    std::printf("learned %d of 4\n", learned);
    return learned == 4 ? 0 : 1;
}
