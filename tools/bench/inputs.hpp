// SPDX-License-Identifier: MIT
// What the jobs work on, made from NumPy's stream so that C++ and Python come to the same numbers.
//
// Weights lie layer by layer, W (outputs x inputs, row by row), then b.
#pragma once

#include <cstdint>
#include <vector>

namespace bench {

using layer_sizes = std::vector<int>;  ///< from the inputs to the outputs

/// The course's circles: 300 points, seed 1.
struct labelled_points {
    std::vector<double> x;  ///< 2 x samples, samples innermost
    std::vector<double> y;  ///< one label, 0 or 1, a sample
};
labelled_points course_circles();

/// The course's He initialization of 2-10-5-1, seed 3.
std::vector<double> course_parameters();

/// Weights uniform in +-sqrt(6 / inputs), biases uniform in +-0.1; the seed is the sum of the
/// sizes.
std::vector<double> network_parameters(const layer_sizes& sizes);

/// `count` numbers uniform in [-1, 1).
std::vector<double> uniform_numbers(std::uint32_t seed, int count);

/// training_batches batches of training_batch samples with features uniform in [-1, 1), sample s
/// being of class s mod `classes`. A batch lies features x samples, samples innermost.
struct labelled_batches {
    std::vector<double> x;  ///< batches x features x samples
    std::vector<double> y;  ///< batches x classes x samples, one-hot
};
labelled_batches training_data(int features, int classes);

}  // namespace bench
