// SPDX-License-Identifier: MIT
// The course's study of activations, section 6: what initial weights do to five layers of 100.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picomlp/base/status.hpp"
#include "picomlp/study/layer_statistics.hpp"

namespace activations {

enum class activation { sigmoid, tanh, relu };
inline constexpr activation all_activations[] = {activation::sigmoid, activation::tanh,
                                                 activation::relu};
/// "sigmoid", "tanh" or "relu".
const char* name_of(activation which);

/// Weights are normal numbers times a standard deviation.
struct initializer {
    std::string name;
    double standard_deviation;
};

/// The course's: zeros (0), random (10), xavier (sqrt(1/100)) and he (sqrt(2/100)).
inline constexpr const char* initializer_names[] = {"zeros", "random", "xavier", "he"};
initializer initializer_named(const std::string& name);
/// Any standard deviation, with the number for a name.
initializer with_deviation(double standard_deviation);
/// Section 6's four: 1, 0.01, xavier and he.
std::vector<initializer> section6_initializers();

enum class precision { double_, float_ };

inline constexpr int layer_count = 5;
inline constexpr int units = 100;
inline constexpr int bins = 30;

struct settings {
    uint32_t seed = 0;
    uint32_t samples = 1000;
    precision number = precision::double_;
};

/// One layer's activations or gradients.
struct numbers {
    double mean, standard_deviation, signal_deviation, minimum, maximum;
    uint32_t elements, zeros, saturated, dead_units, out_of_range;
    std::vector<double> edges;     ///< bins + 1
    std::vector<uint32_t> counts;  ///< bins
};

struct layer_result {
    numbers activations;
    numbers gradients;
    picomlp::verdict health;
};

struct result {
    activation function = activation::sigmoid;
    initializer weights;
    picomlp::status status = picomlp::status::ok;
    std::vector<layer_result> layers;  ///< layer_count, empty when the status is not ok
};

/// Studies 100-100-100-100-100-100, no biases, on normal inputs. Inputs, weights layer by layer
/// (inputs x outputs) and the targets of a mean squared error, which gradients need and the course
/// does not have, come from one NumPy stream that starts anew, so every run sees the same inputs.
result run(activation function, const initializer& weights, const settings& chosen);

}  // namespace activations
