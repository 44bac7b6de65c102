// SPDX-License-Identifier: MIT
// evaluate() for networks of run-time shape.
#pragma once

#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/loss/loss_list.hpp"
#include "picomlp/network/dynamic_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// evaluate_samples() over the network's own tables and memory.
template <class T>
evaluation<T> evaluate_dynamic(const opened_network<T>& network, const objective<T>& loss,
                               const T* w, strided_samples<const T> x, strided_samples<const T> y,
                               memory_block memory, uint32_t* confusion) noexcept;

}  // namespace detail

/// Bytes of the memory that evaluate() takes besides the network's own, aligned to alignof(T); 0
/// when the network is not open.
template <class T, class Activations>
size_t evaluation_bytes(const basic_dynamic_network<T, Activations>& network) {
    const auto& opened = network.opened();
    if (!network.is_open()) return 0;
    return (size_t{opened.outputs()} + 1) * opened.workspace.capacity * sizeof(T);
}

/// evaluate() (evaluation/evaluate.hpp) of a network that is opened for batches, with the same
/// bits; w, x and y as in dynamic_network::predict(). `memory` holds evaluation_bytes(network)
/// bytes. `confusion` is null or has class_count(outputs)^2 counts, [target's label][predicted
/// label].
///
/// Besides the statuses of evaluate(): too_many_samples for a network that is opened for one sample
/// at a time, bad_argument for parameters or features of another number, or a cross-entropy behind
/// another activation than its own; too_little_memory, misaligned_memory.
template <class Loss, class T, class Activations, class Parameters, class XSamples, class YSamples>
evaluation<T> evaluate(const Parameters& w, const basic_dynamic_network<T, Activations>& network,
                       memory_block memory, const XSamples& x, const YSamples& y,
                       uint32_t* confusion = nullptr) {
    evaluation<T> refused{T(0), T(0), 0, 0, status::unusable_shape};
    if (!network.is_open()) return refused;
    using losses = detail::loss_entries<T, loss_list<Loss>>;
    const auto& opened = network.opened();
    const T* const parameters = detail::dynamic_parameters(w, network.parameter_count(), 0);
    const auto from = detail::dynamic_samples_of<const T>(x, opened.shape.inputs);
    const auto to = detail::dynamic_samples_of<const T>(y, opened.outputs());
    const uint32_t last = opened.shape.layers[opened.shape.layer_count - 1].activation;
    constexpr uint32_t wanted = losses::entry[0].activation;
    refused.status = detail::matched(from, to);
    if (!parameters || (wanted != 0 && wanted != last)) refused.status = status::bad_argument;
    if (!opened.batches) refused.status = status::too_many_samples;
    if (refused.ok()) {
        refused.status = detail::check_memory(memory, evaluation_bytes(network), alignof(T));
    }
    if (!refused.ok()) return refused;
    evaluation<T> found = detail::evaluate_dynamic<T>(opened, losses::entry[0].loss, parameters,
                                                      from.all, to.all, memory, confusion);
    detail::set_classifies(wanted != 0 || opened.gives_probabilities || confusion, found);
    return found;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
