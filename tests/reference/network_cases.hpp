// SPDX-License-Identifier: MIT
// Parameters, samples and targets for tests of whole networks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "activation/tested_activations.hpp"
#include "bits.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/network/sample_view.hpp"
#include "reference/network_reference.hpp"

namespace reference {

template <class T>
T between(std::mt19937& random, double low, double high) {
    return static_cast<T>(low + (high - low) * (static_cast<double>(random()) / 4294967296.0));
}

/// Weights and biases of a size that keeps activations away from both 0 and saturation.
template <class Network>
void fill_parameters(picomlp::parameters_of<Network>& w, std::mt19937& random) {
    using T = typename Network::value_type;
    for (std::uint32_t number = 1; number <= Network::layer_count; ++number) {
        const auto layer = w.layer(number);
        const double spread = 1.5 / std::sqrt(static_cast<double>(layer.inputs()));
        for (std::uint32_t o = 0; o < layer.outputs(); ++o) {
            for (std::uint32_t i = 0; i < layer.inputs(); ++i) {
                layer.weight(o, i) = between<T>(random, -spread, spread);
            }
            layer.bias(o) = between<T>(random, -0.3, 0.3);
        }
    }
}

template <class T>
matrix<T> any_matrix(std::size_t features, std::size_t samples, std::mt19937& random, double low,
                     double high) {
    matrix<T> result(features, samples);
    for (T& value : result.values) value = between<T>(random, low, high);
    return result;
}

template <class Network>
auto values_of(const picomlp::parameters_of<Network>& w) {
    return std::vector<typename Network::value_type>(w.values, w.values + Network::parameter_count);
}

template <std::uint32_t Features, class T>
picomlp::sample_view<T, Features> view_of(matrix<T>& all) {
    return {all.values.data(), static_cast<std::uint32_t>(all.samples)};
}
template <std::uint32_t Features, class T>
picomlp::sample_view<const T, Features> view_of(const matrix<T>& all) {
    return {all.values.data(), static_cast<std::uint32_t>(all.samples)};
}

/// Calls body(Activation{}) for each of the combined activations of
/// activation/tested_activations.hpp.
template <class Body>
void for_each_activation(Body body) {
#define PICOMLP_BODY_WITH(NAME) body(testing::activations::NAME{});
    PICOMLP_COMBINED_ACTIVATIONS(PICOMLP_BODY_WITH)
#undef PICOMLP_BODY_WITH
}

}  // namespace reference
