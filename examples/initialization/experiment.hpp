// SPDX-License-Identifier: MIT
// The course's experiment: one network, one data set, five ways to start.
#pragma once

#include <cstdint>
#include <vector>

#include "course/datasets.hpp"
#include "course/experiment.hpp"
#include "picomlp/base/status.hpp"

namespace initialization {

enum class start { zeros, random, uniform, he, xavier };

inline constexpr start all_starts[] = {start::zeros, start::random, start::uniform, start::he,
                                       start::xavier};

/// "zeros", "random", "uniform", "he" or "xavier".
const char* name_of(start which);

using course::observer;
using course::precision;
using course::predictions;

struct settings {
    course::dataset dataset = course::dataset::circles;
    uint32_t seed = 3;  ///< of the initial parameters, NumPy's generator
    double learning_rate = 0.01;
    long iterations = 15000;
    precision number = precision::double_;
};

struct result {
    start initializer = start::zeros;
    picomlp::status status = picomlp::status::ok;  ///< when not ok, only costs hold something
    std::vector<double> costs;           ///< before iteration 0, 1000, ...; floats are widened
    std::vector<double> held_out_costs;  ///< of the test set, with the same parameters
    std::vector<double> parameters;      ///< trained; W1 (out x in, row by row) b1 W2 b2 W3 b3
    predictions train, test;
    course::boundary_grid boundary;
};

/// Trains a 2-10-5-1 network (relu, relu, sigmoid) by full-batch gradient descent on 300 samples
/// and tests it on 100.
result run(start initializer, const settings& chosen, const observer& watch);

}  // namespace initialization
