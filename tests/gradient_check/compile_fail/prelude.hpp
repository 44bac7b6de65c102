// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/gradient_check/gradient_check.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;

inline net::parameters w{};
inline picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                        picomlp::batch<3>>
    t;
inline float x[2][3] = {};
inline float y[1][3] = {};
