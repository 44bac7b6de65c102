// Looking at what passes between the layers during a training step, and changing it.
#pragma once

#include <stdint.h>

#include "picomlp/base/rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Called by cost_and_gradient() for layer `layer`, counted from 1, with `samples` columns of its
/// outputs x samples values, of which the first belongs to sample `first` of the step. A null
/// routine is left out. A step calls activations() from the first layer to the last, then the other
/// two from the last to the first, for each chunk of samples.
template <class T>
struct layer_hooks {
    using routine = void (*)(void* state, uint32_t layer, uint32_t outputs, uint32_t first,
                             uint32_t samples, rows<T> values);

    void* state;
    /// The activations of a layer, those of the last one as far as the loss lets them be computed:
    /// a loss that takes logits leaves logits. A layer that training_layer::keeps_argument says
    /// nothing else of may be changed only where its derivative does not read the outputs.
    routine activations;
    /// The derivative of the samples' share of the cost with respect to a hidden layer's
    /// activations.
    routine activation_gradients;
    /// The same with respect to the weighted sums z of any layer, read only.
    routine logit_gradients;

    /// Called before all these ways back, with the costs of a chunk's samples and the derivative of
    /// their share with respect to what the loss is computed from: makes them count as `weights`
    /// say, one for each sample of the step. delta.first is null when only the cost is wanted.
    using weighing = void (*)(const T* weights, uint32_t outputs, uint32_t first, uint32_t samples,
                              T* cost, rows<T> delta);
    weighing weigh = nullptr;
    const T* weights = nullptr;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
