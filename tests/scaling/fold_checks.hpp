// SPDX-License-Identifier: MIT
// What folding must not change: a model's predictions.
#pragma once

#include <random>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "picomlp/scaling/scaled_model.hpp"
#include "reference/network_cases.hpp"

namespace testing {

/// Whether a scaled model and the parameters that it was folded into predict the same bits for 50
/// samples.
template <class Network, class Model>
bool predict_alike(const Model& model, const picomlp::parameters_of<Network>& folded,
                   std::mt19937& random) {
    using T = typename Network::value_type;
    const auto x = reference::any_matrix<T>(Network::inputs, 50, random, -2, 2);
    reference::matrix<T> scaled_y(Network::outputs, 50);
    reference::matrix<T> folded_y(Network::outputs, 50);
    picomlp::scaled_scratch<Network, 8> scratch;
    picomlp::batch_scratch<Network, 8> plain_scratch;
    CHECK(predict(model, scratch, reference::view_of<Network::inputs>(x),
                  reference::view_of<Network::outputs>(scaled_y)) == picomlp::status::ok);
    CHECK(predict(folded, plain_scratch, reference::view_of<Network::inputs>(x),
                  reference::view_of<Network::outputs>(folded_y)) == picomlp::status::ok);
    return same_bits(scaled_y.values, folded_y.values);
}

}  // namespace testing
