// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/network/predict.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;

inline net::parameters w{};
inline net::scratch scratch;
inline picomlp::batch_scratch<net, 3> batch;
inline float x[2][3] = {};
inline float y[1][3] = {};
inline float one_x[2] = {};
inline float one_y[1] = {};
