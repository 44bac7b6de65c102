// SPDX-License-Identifier: MIT
// The networks whose cost is reported: hidden layers with the activation HIDDEN, relu unless the
// compiler is told otherwise, outputs as they are; and those of the playground's page, whose output
// is a probability, one of them with hidden layers of UNITS.
#pragma once

#include "picomlp/picomlp.hpp"

#ifndef HIDDEN
#define HIDDEN relu
#endif
#ifndef LOSS
#define LOSS mean_squared_error
#endif
#ifndef OPTIMIZER
#define OPTIMIZER gradient_descent
#endif

namespace networks {

using namespace picomlp;

using small = network<input<2>, dense<10, HIDDEN>, dense<5, HIDDEN>, dense<1, identity>>;
using medium = network<input<16>, dense<32, HIDDEN>, dense<32, HIDDEN>, dense<4, identity>>;
using large = network<input<64>, dense<64, HIDDEN>, dense<64, HIDDEN>, dense<10, identity>>;

template <class Activation, uint32_t... Hidden>
using page = network<input<2>, dense<Hidden, Activation>..., dense<1, sigmoid>>;
using page_3 = page<HIDDEN, 10, 5>;
using page_5 = page<HIDDEN, 8, 8, 8, 8>;
#ifdef UNITS
using page_of_units = page<HIDDEN, UNITS>;
#endif

/// One sample at a time, by plain gradient descent unless the compiler is told otherwise.
template <class Network>
using teacher = trainer<Network, LOSS, OPTIMIZER, batch<1>>;

}  // namespace networks
