// SPDX-License-Identifier: MIT
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/option/dropout.hpp"
#include "picomlp/option/frozen.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/trainer/fit.hpp"
#include "picomlp/trainer/trainer.hpp"

using picomlp::batch;
using picomlp::binary_cross_entropy;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;
using picomlp::trainer;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;

inline net::parameters w{};
inline trainer<net, binary_cross_entropy, gradient_descent, batch<3>> t;
inline picomlp::mini_batch<net, 3> buffer;
inline float x[2][3] = {};
inline float y[1][3] = {};
inline uint16_t order[3] = {};
