// SPDX-License-Identifier: MIT
// The course's experiment: one network, one data set, with and without regularization.
#pragma once

#include <cstdint>
#include <vector>

#include "course/experiment.hpp"
#include "picomlp/base/status.hpp"
#include "regularization/data.hpp"

namespace regularization {

using course::observer;
using course::precision;
using course::predictions;

enum class model { none, l2, dropout };

inline constexpr model all_models[] = {model::none, model::l2, model::dropout};

/// "none", "l2" or "dropout".
const char* name_of(model which);

/// Whose masks dropout takes.
enum class masks {
    numpy,  ///< the course's: NumPy's from seed 1, the same in every iteration
    own,    ///< picomlp's from settings::seed, new ones in every iteration
};

struct settings {
    double lambda = 0.7;  ///< of l2, for all layers
    double keep = 0.86;   ///< of dropout, for both hidden layers
    masks dropped_by = masks::numpy;
    uint32_t seed = 3;  ///< of the initial parameters, NumPy's generator
    double learning_rate = 0.3;
    long iterations = 30000;
    precision number = precision::double_;
};

struct result {
    model trained = model::none;
    picomlp::status status = picomlp::status::ok;  ///< when not ok, only costs hold something
    /// Before iteration 0, 1000, ..., with the penalty of l2, of the network that dropout has
    /// thinned out; floats are widened.
    std::vector<double> costs;
    /// At the same times, of the test set: without penalty, of the whole network.
    std::vector<double> held_out_costs;
    std::vector<double> parameters;  ///< trained; W1 (out x in, row by row) b1 W2 b2 W3 b3
    predictions train, test;         ///< of the whole network
    course::boundary_grid boundary;
};

/// Trains a 2-20-3-1 network (relu, relu, sigmoid), which begins with normal / sqrt(inputs), by
/// full-batch gradient descent and tests it. Settings out of range are status::bad_argument.
result run(model which, const data& on, const settings& chosen, const observer& watch);

}  // namespace regularization
