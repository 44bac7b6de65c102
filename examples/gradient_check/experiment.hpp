// SPDX-License-Identifier: MIT
// The course's gradient check: in one dimension, and of a 4-5-3-1 network with and without planted
// errors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picomlp/base/status.hpp"
#include "picomlp/gradient_check/gradient_check.hpp"

namespace gradient_check {

/// Whose gradient is checked: the library's, or the same with dW2 doubled and db1 times four.
enum class errors { none, planted };

/// "correct" or "planted".
const char* name_of(errors made);

/// The cost whose slopes are measured. The textbook's, -(y log A + (1-y) log(1-A)) with A = 1 / (1
/// + exp(-z)), rounds 1 - A, and the slopes show it; the stable one is the library's, from logits.
enum class cost { stable, textbook };

struct settings {
    double epsilon = 1e-7;
    cost of = cost::stable;
};

/// The relative difference that a right gradient stays below: the course's 1e-7. With the textbook
/// cost 2e-7, as the rounding of 1 - A alone makes 1.2e-7 of this case.
double tolerance(cost of);

/// |analytic - numeric| / (|analytic| + |numeric|), 0 when both are 0.
double relative_difference(double analytic, double numeric);

/// J(theta) = theta x, whose slope is x.
struct one_dimension {
    double x = 2;
    double theta = 4;
    double numeric = 0;
    picomlp::status status = picomlp::status::ok;
};

one_dimension check_one_dimension(const settings& chosen);

/// One parameter: W(out, in) or b(out) of a layer.
struct parameter {
    uint32_t layer;  ///< from 1
    bool is_bias;
    uint32_t out;  ///< from 0
    uint32_t in;   ///< from 0; 0 for a bias
    double analytic;
    double numeric;
    bool stands_out;  ///< apart by more than the whole gradient may be
};

/// "W2(0,3)" or "b1(4)".
std::string name_of(const parameter& one);

struct result {
    errors made = errors::none;
    picomlp::status status = picomlp::status::ok;  ///< when not ok, nothing else holds something
    double relative_difference = 0;                ///< of the whole gradient
    std::vector<double> layers;                    ///< of each layer's part
    std::vector<picomlp::gradient_verdict> layer_verdicts;
    std::vector<parameter> parameters;  ///< in the course's order: W1 by rows, b1, ...
    /// What the library says of the gradient, its slopes being those of the stable cost whichever
    /// the figures are of: the textbook's rounds more, which its tolerance allows for.
    picomlp::gradient_verdict verdict = picomlp::gradient_verdict::nothing_compared;
};

/// 4-5-3-1 (relu, relu, sigmoid) on 3 samples: features and parameters are normal numbers of
/// NumPy's stream with seed 1, biases too.
result check_network(errors made, const settings& chosen);

}  // namespace gradient_check
