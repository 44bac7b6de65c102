// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/option/weight_regularization.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::l2;
using picomlp::relu;
using picomlp::sigmoid;

using net = picomlp::network<input<2>, dense<10, relu>, dense<5, relu>, dense<1, sigmoid>>;
