// SPDX-License-Identifier: MIT
// A network and its parameters for the cases beside this one.
#pragma once

#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"

using net = picomlp::network<picomlp::input<2>, picomlp::dense<10, picomlp::relu>,
                             picomlp::dense<5, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;
inline net::parameters w;
inline picomlp::xoshiro128pp source{3};
