// SPDX-License-Identifier: MIT
// study() for networks of run-time shape.
#pragma once

#include "picomlp/study/saturation.hpp"
#include "picomlp/study/study.hpp"
#include "picomlp/trainer/dynamic_trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// A study laid out in memory. Whoever calls fills in the limits and the results of each layer.
template <class T>
struct dynamic_study {
    study_table<T> table;
    study_workspace<T> workspace;
    activation_limits* limits;
    layer_results<T>* results;
};

/// The bytes of a study besides the training's; 0 for a training that is not open.
template <class T>
size_t dynamic_study_bytes(const opened_training<T>& training) noexcept;
/// Over memory of so many bytes, aligned to block_alignment<T>, and the training's own workspace.
/// `evaluate` gives a sample's own cost.
template <class T>
dynamic_study<T> lay_out_study(const opened_training<T>& training, loss_evaluation<T> evaluate,
                               void* memory) noexcept;
/// The number of samples that are transposed at a time, see study_samples().
template <class T>
uint32_t transposed_in_study(const opened_training<T>& training) noexcept;

/// The limits of the activation with this code; {0, 0} where it is not listed.
template <class... Activations>
activation_limits limits_of_code(uint32_t code, activation_list<Activations...>*) {
    activation_limits found{0, 0};
    ((code == code_of<Activations>() ? void(found = limits_of<Activations>) : void()), ...);
    return found;
}
/// A sample's own cost by the loss with this code, which is listed.
template <class T, class... Losses>
loss_evaluation<T> own_cost_of_code(uint32_t code, loss_list<Losses...>*) {
    loss_evaluation<T> found = nullptr;
    ((code == code_of<Losses>() ? void(found = own_cost<T, Losses>) : void()), ...);
    return found;
}

}  // namespace detail

/// Bytes of the memory that study() takes besides the trainer's own, aligned to the trainer's
/// `alignment`; 0 when the trainer is not open.
template <class T, class Activations, class Losses, class Optimizers, class... Options>
size_t study_bytes(
    const basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>& trainer) {
    return detail::dynamic_study_bytes<T>(trainer.opened());
}

/// study() (study/study.hpp) of the network and loss that a trainer is opened with, with the same
/// bits. w, x and y as in dynamic_network::predict(), of any number of samples. Nothing is trained:
/// parameters, gradient and optimizer stay as they are; dropout, penalties and weights of samples
/// take no part. `memory` holds study_bytes(trainer) bytes. `layers` has a place for each layer,
/// layers[0] for the first.
///
/// Besides the statuses of study(): unusable_shape for a trainer that is not open, bad_argument for
/// parameters or features of another number; too_little_memory, misaligned_memory. The report is
/// then unchanged.
template <class T, class Activations, class Losses, class Optimizers, class... Options,
          class Parameters, class XSamples, class YSamples, uint32_t Bins>
status study(const basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>& trainer,
             const Parameters& w, memory_block memory, const XSamples& x, const YSamples& y,
             layer_statistics<T>& inputs, layer_study<T, Bins>* layers) {
    if (!trainer.is_open()) return status::unusable_shape;
    const auto& training = trainer.opened();
    const dynamic_shape& shape = training.shape;
    const T* const parameters = detail::dynamic_parameters(w, training.parameter_count, 0);
    const auto from = detail::dynamic_samples_of<const T>(x, shape.inputs);
    const auto to = detail::dynamic_samples_of<const T>(y, shape.outputs());
    if (!parameters) return status::bad_argument;
    const status match = detail::matched(from, to);
    if (match != status::ok) return match;
    const status fits = detail::check_memory(memory, study_bytes(trainer), trainer.alignment);
    if (fits != status::ok) return fits;

    auto study = detail::lay_out_study<T>(
        training, detail::own_cost_of_code<T>(training.loss, static_cast<Losses*>(nullptr)),
        memory.first);
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const bool last = l + 1 == shape.layer_count;
        study.limits[l] = last && training.table.loss.takes_logits
                              ? activation_limits{0, 0}
                              : detail::limits_of_code(shape.layers[l].activation,
                                                       static_cast<Activations*>(nullptr));
        study.results[l] = detail::results_in(layers[l]);
    }
    if (from.all.sample_stride != 1 || to.all.sample_stride != 1) {
        study.workspace.training.capacity = detail::transposed_in_study<T>(training);
    }
    return study_samples<T>(study.table, parameters, from.all, to.all, study.workspace,
                            {&inputs, study.results, Bins});
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
