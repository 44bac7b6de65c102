// SPDX-License-Identifier: MIT
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/evaluation/classification.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/evaluation/evaluate_regression.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"

using picomlp::binary_cross_entropy;
using picomlp::dense;
using picomlp::identity;
using picomlp::input;

using net = picomlp::network<input<2>, dense<3, identity>>;

inline net::parameters w{};
inline picomlp::regression_sums<float, 3> sums;
inline picomlp::regression_scratch<net, 5> scratch;
inline float x[2][4] = {};
inline float y[3][4] = {};

using classifier = picomlp::network<input<2>, dense<1, picomlp::sigmoid>>;

inline classifier::parameters classifier_w{};
inline picomlp::evaluation_scratch<classifier, 3> classifier_scratch;
inline float labels[1][4] = {};
