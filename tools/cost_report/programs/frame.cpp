// SPDX-License-Identifier: MIT
// The program around a job.
#include "data.hpp"

const net::parameters trained = {};
net::parameters w;
net::scratch scratch;
float x[net::inputs], y[net::outputs], target[net::outputs];
networks::teacher<net> teacher;
picomlp::xoshiro128pp source{1};
bool passed;
#ifdef EIGHT_BITS
small_network small_net;
small_network::scratch small_scratch;
int8_t small_x[net::inputs], small_y[net::outputs];
#endif

int main() {
    job();
    return 0;
}
