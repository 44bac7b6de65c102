// SPDX-License-Identifier: MIT
// The networks whose cost is reported: hidden layers with the activation HIDDEN, relu unless the
// compiler is told otherwise, outputs as they are.
#pragma once

#include "picomlp/picomlp.hpp"

#ifndef HIDDEN
#define HIDDEN relu
#endif

namespace networks {

using namespace picomlp;

using small = network<input<2>, dense<10, HIDDEN>, dense<5, HIDDEN>, dense<1, identity>>;
using medium = network<input<16>, dense<32, HIDDEN>, dense<32, HIDDEN>, dense<4, identity>>;
using large = network<input<64>, dense<64, HIDDEN>, dense<64, HIDDEN>, dense<10, identity>>;

/// One sample at a time by plain gradient descent.
template <class Network>
using teacher = trainer<Network, mean_squared_error, gradient_descent, batch<1>>;

}  // namespace networks
