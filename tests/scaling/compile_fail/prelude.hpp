// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/scaling/fold.hpp"
#include "picomlp/scaling/min_max_scaler.hpp"
#include "picomlp/scaling/scaled_model.hpp"
#include "picomlp/scaling/standard_scaler.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;
using wider = picomlp::network<input<3>, dense<1, sigmoid>>;
using precise = picomlp::basic_network<double, input<2>, dense<1, sigmoid>>;

inline picomlp::scaled_model<net> model{};
inline picomlp::scaled_scratch<net, 3> scratch;
inline picomlp::standard_scaler<float, 2> standard;
inline picomlp::min_max_scaler<float, 2> min_max;
inline float x[2][3] = {};
inline float scaled[2][3] = {};
inline float y[1][3] = {};
