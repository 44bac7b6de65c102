// Cost and gradient of a network for one set of samples: the compiled core of training.
#pragma once

#include <stdint.h>

#include "picomlp/loss/loss.hpp"
#include "picomlp/network/layer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What training needs to know about a layer beyond predicting.
template <class T>
struct training_layer {
    derivative_routine<T> derivative;
    activation_argument derivative_takes;
};

/// What training needs to know about a loss.
template <class T>
struct objective {
    loss_check<T> check;
    loss_evaluation<T> evaluate;
    bool takes_logits;  ///< evaluate wants the last layer's z, not its a
};

/// A network and a loss without their types.
template <class T>
struct training_table {
    layer_table<T> network;
    const training_layer<T>* layers;
    objective<T> loss;
};

/// Storage of a training step for up to `capacity` samples at a time.
template <class T>
struct training_workspace {
    T* activations;   ///< training_activations() features x capacity
    T* delta;         ///< twice the widest layer x capacity
    T* sample_costs;  ///< capacity
    uint32_t capacity;
    uint32_t widest;
};

/// Rows of activations that a layer keeps for the backward pass: its outputs, and its logits too
/// when the activation's derivative asks for them. A last layer whose loss is computed from the
/// logits keeps nothing else.
constexpr uint32_t activations_kept(uint32_t outputs, activation_argument derivative_takes,
                                    bool logits_only) {
    return !logits_only && derivative_takes == activation_argument::preactivation ? 2 * outputs
                                                                                  : outputs;
}

/// cost = the mean cost of the samples, gradient = its derivative with respect to every parameter,
/// in the parameters' own order; sums as kernels/order.hpp says, in chunks of
/// min(capacity, order::chunk_samples) samples, where capacity must be at least
/// min(samples, order::chunk_samples).
///
/// status::no_samples, too_many_samples, not_finite_input (a feature) or what the loss's check says
/// of y: nothing was computed. status::diverged: the cost is not finite; gradient holds what could
/// be computed.
template <class T>
status cost_and_gradient(const training_table<T>& table, const T* w, uint32_t samples,
                         rows<const T> x, rows<const T> y, training_workspace<T> workspace, T* cost,
                         T* gradient) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
