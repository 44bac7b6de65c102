// SPDX-License-Identifier: MIT
// Backpropagation: cost and gradient for a batch of samples, the compiled core of training.
#pragma once

#include <stdint.h>

#include "picomlp/loss/loss.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/option/layer_hooks.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A layer, for training: what prediction's table does not have.
template <class T>
struct training_layer {
    derivative_routine<T> derivative;
    bool takes_preactivation;  ///< the derivative's argument is z, otherwise a
    bool keeps_argument;  ///< that argument is stored besides the outputs, see keeps_argument()
};

/// A network and a loss without their types.
template <class T>
struct training_table {
    layer_table<T> network;
    const training_layer<T>* layers;
    objective<T> loss;
};

/// The same for training on one sample at a time.
template <class T>
struct sample_training_table {
    sample_layer_table<T> network;
    const sample_training_layer<T>* layers;
    sample_loss_evaluation<T> loss;
    uint32_t parameter_count;
    uint32_t widest;  ///< outputs of the widest layer
};

/// The same for steps that update the parameters without storing a gradient.
template <class T>
struct sample_step_table {
    const sample_step_layer<T>* layers;
    uint32_t count;
    sample_loss_evaluation<T> loss;
    uint32_t outputs;  ///< of all layers together
};

/// Storage of a training step for up to `capacity` samples at a time, in rows that lie `stride` >=
/// capacity elements apart.
template <class T>
struct training_workspace {
    T* activations;   ///< rows that the layers keep, see training_tables::kept(), x stride
    T* delta;         ///< 2 * widest x stride
    T* sample_costs;  ///< capacity
    uint32_t capacity;
    uint32_t stride;
    uint32_t widest;
};

namespace detail {

/// Copies a layer's `count` preactivations to z + count, for a derivative that takes them.
template <class T>
void keep_preactivation(uint32_t count, T* z) noexcept;

/// Whether a layer stores two rows for each output: the output and the argument of its activation's
/// derivative. It does when the argument is not the output itself, or is the output before
/// dropout's mask or a simulated rounding. A last layer whose loss takes logits stores only those.
constexpr bool keeps_argument(activation_argument derivative_takes, bool masked, bool logits_only) {
    if (logits_only) return false;
    return derivative_takes == activation_argument::preactivation ||
           (masked && derivative_takes == activation_argument::output);
}

}  // namespace detail

/// cost = the mean cost of the samples, gradient = its derivative with respect to every parameter,
/// in the parameters' own order; sums as kernels/order.hpp says, in chunks of
/// min(capacity, summation_order::chunk_samples) samples, where capacity must be at least
/// min(samples, summation_order::chunk_samples).
///
/// status::no_samples, too_many_samples, not_finite_input for a feature, or the status of the
/// loss's check of y: nothing was computed. status::diverged: the cost is not finite; the gradient
/// is written, but may not be finite.
template <class T>
status cost_and_gradient(const training_table<T>& table, const T* w, uint32_t samples,
                         strided_rows<const T> x, strided_rows<const T> y,
                         training_workspace<T> workspace, T* cost, T* gradient) noexcept;

/// The same for one sample, x of `inputs` and y of `outputs` contiguous elements, with the
/// activations and delta of a workspace of capacity 1. This takes the least code and the fewest
/// instructions.
template <class T>
status sample_cost_and_gradient(const sample_training_table<T>& table, const T* w, const T* x,
                                const T* y, T* activations, T* delta, T* cost,
                                T* gradient) noexcept;

/// A step of gradient descent on one sample, with the parameters' bits of
/// sample_cost_and_gradient() and gradient_descent::update(), but without storing a gradient: it
/// moves as few bytes as it can. values: inputs + training_tables::kept(); deltas: the outputs of
/// all layers. False: nothing but values and deltas has changed; the step has to be made by those
/// two, which tell why it is refused, if it is.
template <class T>
[[nodiscard]] bool sample_step(const sample_step_table<T>& table, T learning_rate, const T* x,
                               const T* y, T* values, T* deltas, T* w, T* cost) noexcept;

/// The gradient of that step, with the bits of sample_cost_and_gradient().
template <class T>
void sample_step_gradient(const sample_step_table<T>& table, const T* values, const T* deltas,
                          T* gradient) noexcept;

/// What a step on a few samples works in.
template <class T>
struct few_samples_memory {
    strided_rows<T> values;  ///< a row for each sample: inputs + training_tables::kept()
    strided_rows<T> deltas;  ///< likewise: the outputs of all layers
    T* costs;                ///< one for each sample
    T* y;                    ///< outputs
};

/// A step of gradient descent on 2 to 63 samples, with the bits of cost_and_gradient() and
/// gradient_descent::update(): forward and backward pass sample by sample, as fits samples that
/// fill no vector. False: neither gradient nor parameters have changed; the step has to be made by
/// those two, which tell why it is refused, if it is.
template <class T>
[[nodiscard]] bool few_samples_step(const sample_step_table<T>& table, const objective<T>& loss,
                                    T learning_rate, uint32_t samples, strided_rows<const T> x,
                                    strided_rows<const T> y, const few_samples_memory<T>& memory,
                                    T* gradient, T* w, T* cost) noexcept;

/// What a step on a batch that stores no gradient takes and leaves.
template <class T>
struct batch_step_memory {
    training_workspace<T> workspace;  ///< delta: the outputs of all layers x stride
    T* x;                             ///< inputs x stride
};

/// A step of gradient descent on a batch, with the parameters' bits of cost_and_gradient() and
/// gradient_descent::update(), but without storing a gradient. samples <= capacity. False: no
/// parameter has changed; the step has to be made by those two, which tell why it is refused, if it
/// is. gradient: the parameters' size, overwritten. *kept: the samples of the last step whose
/// gradient `memory` holds, 0 for none; it stays where samples are refused.
template <class T>
[[nodiscard]] bool batch_step(const training_table<T>& table, T learning_rate, uint32_t samples,
                              strided_rows<const T> x, strided_rows<const T> y,
                              batch_step_memory<T> memory, T* gradient, T* w, T* cost,
                              uint32_t* kept) noexcept;

/// The gradient of that step on `samples` samples, with the bits of cost_and_gradient().
template <class T>
void batch_step_gradient(const training_table<T>& table, uint32_t samples,
                         batch_step_memory<T> memory, T* gradient) noexcept;

/// cost_and_gradient() with hooks and frozen layers. `trained` holds a bool for each layer; the
/// gradient holds the trained layers alone, one after another. With gradient == nullptr only the
/// cost is computed; the backward pass then runs only if a hook needs it. The bits are the same.
template <class T>
status cost_and_gradient(const training_table<T>& table, const layer_hooks<T>& hooks,
                         const bool* trained, const T* w, uint32_t samples, strided_rows<const T> x,
                         strided_rows<const T> y, training_workspace<T> workspace, T* cost,
                         T* gradient) noexcept;

struct quantization_simulation;

/// The same for the network that int8 will compute (option/quantization_aware.hpp): the tables keep
/// the arguments of all layers' derivatives. The gradient is that of the simulated parameters.
/// simulated.found receives the step's ranges. Besides the statuses above: unusable_shape for a
/// network that cannot be quantized, beyond_range, and diverged when any number is not finite.
status simulated_cost_and_gradient(const training_table<float>& table,
                                   const layer_hooks<float>& hooks, const bool* trained,
                                   quantization_simulation simulated, const float* w,
                                   uint32_t samples, strided_rows<const float> x,
                                   strided_rows<const float> y, training_workspace<float> workspace,
                                   float* cost, float* gradient) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
