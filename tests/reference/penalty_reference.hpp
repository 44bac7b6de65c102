// SPDX-License-Identifier: MIT
// PENALTY of kernels/order.hpp as the plainest program that follows its words.
//
// Compile with -ffp-contract=off.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "reference/dense_reference.hpp"

namespace reference {

enum class penalty { l1, l2 };

/// A layer as a penalty meets it.
template <class T>
struct penalized_layer {
    dense_shape shape;
    bool trained;
    T lambda;
};

/// Adds to the cost, and to the gradient, which has no place for layers that are not trained.
template <class T>
void penalize(penalty kind, const std::vector<penalized_layer<T>>& layers, unsigned samples,
              const T* w, T& cost, T* gradient) {
    for (const penalized_layer<T>& layer : layers) {
        const std::size_t weights = std::size_t{layer.shape.inputs} * layer.shape.outputs;
        const std::size_t all = weights + layer.shape.outputs;
        if (layer.trained && layer.lambda != 0) {
            const T rate = layer.lambda / static_cast<T>(samples);
            T partial[16] = {};
            for (std::size_t k = 0; k < weights; ++k) {
                T& sum = partial[k % 16];
                sum = kind == penalty::l2 ? madd(w[k], w[k], sum) : sum + std::fabs(w[k]);
            }
            const T q = folded(partial);
            cost = cost + (kind == penalty::l2 ? rate / 2 : rate) * q;
            for (std::size_t k = 0; k < weights; ++k) {
                if (kind == penalty::l2) gradient[k] = madd(rate, w[k], gradient[k]);
                if (kind == penalty::l1 && w[k] > 0) gradient[k] = gradient[k] + rate;
                if (kind == penalty::l1 && w[k] < 0) gradient[k] = gradient[k] - rate;
            }
        }
        w += all;
        if (layer.trained) gradient += all;
    }
}

}  // namespace reference
