// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/study/study.hpp"

using picomlp::binary_cross_entropy;
using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;
using picomlp::study;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;

inline net::parameters w{};
inline picomlp::study_scratch<net, binary_cross_entropy, 4> scratch;
inline picomlp::study_report<net> report;
inline float x[2][3] = {};
inline float y[1][3] = {};
