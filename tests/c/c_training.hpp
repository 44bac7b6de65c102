// SPDX-License-Identifier: MIT
// Trainings that C opens.
#pragma once

#include <cstdint>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/c/training.h"
#include "picomlp/picomlp.hpp"
#include "reference/dynamic_checks.hpp"

namespace testing {

/// C's object for an activation's code.
inline const picomlp_trained_activation* trained_activation(std::uint32_t code) {
#define FIND(NAME) \
    if (code == picomlp::code_of<struct picomlp::NAME>()) return &picomlp_trained_##NAME;
    PICOMLP_ACTIVATIONS(FIND)
    PICOMLP_PARAMETRIC_ACTIVATIONS(FIND)
#undef FIND
    return nullptr;
}

/// C's layers of a shape.
inline std::vector<picomlp_layer> layers_in_c(const picomlp::dynamic_shape& shape) {
    std::vector<picomlp_layer> layers;
    for (std::uint32_t l = 0; l < shape.layer_count; ++l) {
        layers.push_back({shape.layers[l].outputs, trained_activation(shape.layers[l].activation),
                          picomlp::parameter_of<float>(shape.layers[l])});
    }
    return layers;
}

/// A training in just as many bytes as it wants.
struct c_training {
    explicit c_training(const picomlp_training_settings& how)
        : memory(picomlp_training_bytes(&how), picomlp_alignment) {
        opened = picomlp_training_open(&training, &how, memory.block().first, memory.block().bytes);
    }
    std::vector<float> parameters() const {
        const float* const first = picomlp_training_parameters(training);
        return {first, first + picomlp_training_parameter_count(training)};
    }

    reference::exact_memory memory;
    picomlp_training* training = nullptr;
    int opened;
};

inline bool same(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && reference::same_bits(a.data(), b.data(), a.size());
}

/// 5-9-6-3 with softmax, by the loss and optimizer of the settings.
struct classifier {
    static constexpr std::uint32_t inputs = 5;
    static constexpr std::uint32_t outputs = 3;
    static constexpr picomlp_layer layers[] = {{9, &picomlp_trained_relu, 0},
                                               {6, &picomlp_trained_hyperbolic_tangent, 0},
                                               {3, &picomlp_trained_softmax, 0}};
    static constexpr picomlp::dynamic_layer layers_here[] = {
        {9, picomlp::code_of<picomlp::relu>()},
        {6, picomlp::code_of<picomlp::hyperbolic_tangent>()},
        {3, picomlp::code_of<picomlp::softmax>()}};
    static constexpr picomlp::dynamic_shape shape{inputs, layers_here};

    static picomlp_training_settings settings(const picomlp_optimizer& optimizer,
                                              std::uint32_t batch) {
        picomlp_training_settings how;
        REQUIRE(picomlp_training_defaults(&how, &optimizer) == picomlp_ok);
        how.inputs = inputs;
        how.layers = layers;
        how.layer_count = 3;
        how.loss = &picomlp_softmax_cross_entropy;
        how.batch_size = batch;
        return how;
    }

    /// samples x features, and one_hot targets.
    explicit classifier(std::uint32_t samples) : x(samples * inputs), y(samples * outputs) {
        std::mt19937 bits(7);
        std::uniform_real_distribution<double> number(-1, 1);
        for (float& value : x) value = static_cast<float>(number(bits));
        for (std::uint32_t s = 0; s < samples; ++s) y[s * outputs + bits() % outputs] = 1;
    }

    std::vector<float> x, y;
};

}  // namespace testing
