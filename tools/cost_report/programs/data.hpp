// SPDX-License-Identifier: MIT
// What a firmware's jobs work on, apart from the jobs themselves so that it counts for nothing.
#pragma once

#include "networks.hpp"

using net = networks::NETWORK;

extern const net::parameters trained;
extern net::parameters w;
extern net::scratch scratch;
extern float x[net::inputs], y[net::outputs], target[net::outputs];
extern networks::teacher<net> teacher;
extern picomlp::xoshiro128pp source;
extern bool passed;
#ifdef EIGHT_BITS
using small_network = picomlp::quantized<net, picomlp::double_rounding>;
extern small_network small_net;
extern small_network::scratch small_scratch;
extern int8_t small_x[net::inputs], small_y[net::outputs];
#endif

void job();
