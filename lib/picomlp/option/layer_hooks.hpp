// SPDX-License-Identifier: MIT
// Hooks that read or change activations and gradients between layers during a training step.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Called by cost_and_gradient() for layer `layer`, counted from 1, with outputs x samples values
/// of it, those of the samples from `first` of the step on. A null routine is not called. For each
/// chunk of samples, a step calls activations() from the first layer to the last, then the other
/// two from the last to the first.
template <class T>
struct layer_hooks {
    /// What a hook is: `values` are outputs x samples of layer `layer`.
    using routine = void (*)(void* state, uint32_t layer, uint32_t outputs, uint32_t first,
                             uint32_t samples, strided_rows<T> values);

    void* state;
    /// The activations of a layer. For the last layer they are logits when the loss takes logits. A
    /// hook may change a layer's activations only where its derivative does not read them: the
    /// layer stores its argument separately (training_layer::keeps_argument), or the derivative
    /// takes something else.
    routine activations;
    /// The derivative of the cost with respect to a hidden layer's activations.
    routine activation_gradients;
    /// The derivative of the cost with respect to the weighted sums z of any layer, read only.
    routine logit_gradients;

    /// Multiplies costs and delta by `weights`, one for each sample of the step. Called before a
    /// chunk's backward pass, with the costs of its samples and the derivative of the cost with
    /// respect to the loss's argument. delta.first is null when only the cost is computed.
    using weigh_routine = void (*)(const T* weights, uint32_t outputs, uint32_t first,
                                   uint32_t samples, T* cost, strided_rows<T> delta);
    weigh_routine weigh = nullptr;
    const T* weights = nullptr;  ///< one for each sample of the step; null for none
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
