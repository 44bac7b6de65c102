// SPDX-License-Identifier: MIT
#include "picomlp/study/dynamic_study.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

/// Of the inputs, and two of each layer: its activations and its gradients.
uint64_t count_units(const dynamic_shape& shape) {
    uint64_t units = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) units += 2 * uint64_t{shape.layers[l].outputs};
    return units;
}

template <class T>
detail::dynamic_study<T> lay_out(detail::memory_layout& memory,
                                 const detail::opened_training<T>& training,
                                 loss_evaluation<T> evaluate) {
    const dynamic_shape& shape = training.shape;
    const uint32_t layers = shape.layer_count;
    const uint32_t capacity = training.workspace.capacity;
    const uint64_t units = count_units(shape);
    const bool takes_logits = training.table.loss.takes_logits;
    detail::dynamic_study<T> study{};
    study.results = memory.take<layer_results<T>>(layers);
    study.workspace.statistics = memory.take<statistics_in_two_passes<T>>(1 + 2 * uint64_t{layers});
    study.workspace.sums = memory.take<T>(capacity);
    const uint64_t rows = takes_logits ? shape.outputs() : 0;
    study.workspace.outputs = memory.take<T>(rows * capacity);
    study.workspace.unit_means = memory.take<T>(units);
    study.limits = memory.take<activation_limits>(layers);
    study.workspace.unit_alive = memory.take<uint8_t>(units);
    study.workspace.training = training.workspace;
    study.table = {training.table, study.limits, training.trained};
    study.table.training.loss.evaluate = evaluate;
    return study;
}

}  // namespace

template <class T>
size_t detail::dynamic_study_bytes(const opened_training<T>& training) noexcept {
    if (!training.gradient) return 0;
    memory_layout counted;
    lay_out<T>(counted, training, nullptr);
    return bytes_or_none(counted.used());
}

template <class T>
detail::dynamic_study<T> detail::lay_out_study(const opened_training<T>& training,
                                               loss_evaluation<T> evaluate, void* memory) noexcept {
    memory_layout given(memory);
    return lay_out<T>(given, training, evaluate);
}

template <class T>
uint32_t detail::transposed_in_study(const opened_training<T>& training) noexcept {
    const training_workspace<T>& own = training.workspace;
    const size_t fit = size_t{own.widest} * own.stride / training.shape.inputs;
    const size_t most = fit < own.capacity ? fit : own.capacity;
    return most < 1 ? 1 : static_cast<uint32_t>(most);
}

#define PICOMLP_INSTANTIATE(T)                                                                   \
    template size_t detail::dynamic_study_bytes(const opened_training<T>&) noexcept;             \
    template detail::dynamic_study<T> detail::lay_out_study(const opened_training<T>&,           \
                                                            loss_evaluation<T>, void*) noexcept; \
    template uint32_t detail::transposed_in_study(const opened_training<T>&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
