// SPDX-License-Identifier: MIT
// What stands before every mistake of mistakes.txt: a program that is right.
#include "picomlp/picomlp.hpp"

using namespace picomlp;

using net = network<input<2>, dense<8, relu>, dense<1, sigmoid>>;
using classifier = network<input<4>, dense<8, relu>, dense<3, softmax>>;
using precise = basic_network<double, input<2>, dense<8, relu>, dense<1, sigmoid>>;
using gate_trainer = trainer<net, binary_cross_entropy, adam, batch<4>, l2>;

inline net::parameters w;
inline net::scratch scratch;
inline float x[2][3] = {}, y[1][3] = {};
inline double double_x[2][3] = {}, double_y[1][3] = {};
inline int int_x[2][3] = {};
inline quantized<net, double_rounding> small;
inline decltype(small)::batch_scratch small_scratch;
inline int8_t int8_x[3][2] = {}, int8_y[3][1] = {};
inline xoshiro128pp rng{1};
inline gate_trainer t{adam::learning_rate(0.01F), l2::lambda(0.1F)};
inline mini_batch<net, 4> buffer;
inline uint16_t listed[3] = {0, 1, 2};
inline fit_memory<gate_trainer, 3> memory;
inline fit_settings<float> settings;
