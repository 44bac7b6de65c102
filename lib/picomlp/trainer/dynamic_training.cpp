// SPDX-License-Identifier: MIT
#include "picomlp/trainer/dynamic_training.hpp"

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/option/dropout.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

template <class T>
uint32_t find(const detail::training_lists<T>& lists, uint32_t code) {
    return detail::place_of_activation(lists.activations, lists.activation_count, code);
}

/// What a layer's derivative takes. The output's sign tells that of z unless the slope below 0 has
/// turned it.
template <class T>
activation_argument taken_by(const detail::training_entry<T>& entry, const dynamic_layer& layer) {
    const bool turned =
        entry.takes == activation_argument::output_sign && parameter_of<T>(layer) < T(0);
    return turned ? activation_argument::preactivation : entry.takes;
}

/// What the layers want in sum, as training_tables has it for a network's type.
struct layer_sums {
    uint64_t kept;
    uint64_t hidden;
    uint32_t widest;
};

/// A layer of an activation that is not listed counts as one that keeps nothing.
template <class T>
bool keeps(const dynamic_shape& shape, const detail::training_lists<T>& lists, uint32_t l,
           bool takes_logits) {
    const dynamic_layer& layer = shape.layers[l];
    const uint32_t place = find(lists, layer.activation);
    const bool last = l + 1 == shape.layer_count;
    if (place == lists.activation_count) return false;
    const activation_argument taken = taken_by(lists.trainings[place], layer);
    const bool logits_only = last && takes_logits;
    // A small output has no sign once it is rounded.
    return (lists.simulates && taken == activation_argument::output_sign && !logits_only) ||
           detail::keeps_argument(taken, (lists.masks && !last) || lists.simulates, logits_only);
}

template <class T>
layer_sums sum_layers(const dynamic_shape& shape, const detail::training_lists<T>& lists,
                      bool takes_logits) {
    layer_sums sums{};
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t units = shape.layers[l].outputs;
        sums.kept += uint64_t{units} * (keeps(shape, lists, l, takes_logits) ? 2 : 1);
        if (l + 1 < shape.layer_count) sums.hidden += units;
        sums.widest = units > sums.widest ? units : sums.widest;
    }
    return sums;
}

/// Parameters of the layers that are not frozen.
template <class T>
uint64_t count_trained(const dynamic_shape& shape, const detail::training_lists<T>& lists) {
    uint64_t sum = 0;
    uint64_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t outputs = shape.layers[l].outputs;
        sum += lists.is_frozen(l + 1) ? 0 : (inputs + 1) * outputs;
        inputs = outputs;
    }
    return sum;
}

template <class T>
struct training_parts {
    layer<T>* layers;
    training_layer<T>* training;
    sample_layer<T>* sample_layers;
    sample_training_layer<T>* samples;
    bool* trained;
    parameter_run<T>* runs;
    T* gradient;
    T* state;
    T* activations;
    T* delta;
    T* costs;
    T* weights;
    uint32_t* mask_words;
    layer_sums sums;
    uint32_t capacity;
    uint32_t stride;
};

template <class T>
training_parts<T> lay_out(detail::memory_layout& memory, const dynamic_shape& shape,
                          uint32_t batch_size, uint32_t state_arrays,
                          const detail::training_lists<T>& lists) {
    training_parts<T> parts{};
    // Whether the loss takes logits may not be known; then the last layer keeps no less.
    parts.sums = sum_layers(shape, lists, false);
    parts.capacity =
        batch_size < summation_order::chunk_samples ? batch_size : summation_order::chunk_samples;
    parts.stride = row_spacing<T>(parts.capacity);
    const size_t alignment = row_alignment<T>(parts.capacity);
    const uint64_t trained = count_trained(shape, lists);
    const uint32_t layers = shape.layer_count;
    parts.layers = memory.take<layer<T>>(layers);
    parts.training = memory.take<training_layer<T>>(layers);
    if (batch_size == 1) {
        parts.sample_layers = memory.take<sample_layer<T>>(layers);
        parts.samples = memory.take<sample_training_layer<T>>(layers);
    }
    if (lists.in_runs) parts.runs = memory.take<parameter_run<T>>(2 * uint64_t{layers});
    parts.gradient = memory.take<T>(trained);
    parts.state = memory.take<T>(trained * state_arrays);
    parts.activations = memory.take<T>(parts.sums.kept * parts.stride, alignment);
    parts.delta = memory.take<T>(2 * uint64_t{parts.sums.widest} * parts.stride, alignment);
    parts.costs = memory.take<T>(parts.capacity);
    if (lists.weighs) parts.weights = memory.take<T>(batch_size);
    if (lists.masks) {
        parts.mask_words = memory.take<uint32_t>(parts.sums.hidden * mask_words(batch_size));
    }
    parts.trained = memory.take<bool>(layers);
    return parts;
}

/// Whether the activations are listed, and suit the loss and the options.
template <class T>
status check_layers(const dynamic_shape& shape, const detail::training_lists<T>& lists,
                    const detail::loss_entry<T>& loss) {
    const status listed =
        detail::check_activations(shape, lists.activations, lists.activation_count);
    if (listed != status::ok) return listed;
    const status parameters = detail::check_parameters<T>(shape);
    if (parameters != status::ok) return parameters;
    const uint32_t last = shape.layers[shape.layer_count - 1].activation;
    if (loss.activation != 0 && loss.activation != last) return status::bad_argument;
    const bool classes =
        loss.activation != 0 || lists.trainings[find(lists, last)].gives_probabilities;
    return lists.needs_classes && !classes ? status::bad_argument : status::ok;
}

}  // namespace

template <class T>
size_t detail::training_bytes(const dynamic_shape& shape, uint32_t batch_size,
                              uint32_t state_arrays, const training_lists<T>& lists) noexcept {
    if (!ok(check_shape(shape)) || batch_size == 0 || shape.layer_count > lists.most_layers ||
        count_trained(shape, lists) == 0 || (lists.masks && shape.layer_count < 2)) {
        return 0;
    }
    memory_layout counted;
    lay_out<T>(counted, shape, batch_size, state_arrays, lists);
    return bytes_or_none(counted.used());
}

template <class T>
status detail::open_training(const dynamic_shape& shape, const dynamic_training& wanted,
                             uint32_t optimizer, uint32_t state_arrays,
                             const training_lists<T>& lists, memory_block memory,
                             opened_training<T>& training) noexcept {
    const status fits =
        check_memory(memory, training_bytes<T>(shape, wanted.batch_size, state_arrays, lists),
                     block_alignment<T>);
    if (fits != status::ok) return fits;
    uint32_t place = 0;
    while (place < lists.loss_count && lists.losses[place].code != wanted.loss) ++place;
    if (place == lists.loss_count) return status::unknown_type;
    const loss_entry<T>& loss = lists.losses[place];
    const status checked = check_layers<T>(shape, lists, loss);
    if (checked != status::ok) return checked;

    memory_layout given(memory.first);
    const training_parts<T> parts =
        lay_out<T>(given, shape, wanted.batch_size, state_arrays, lists);
    const bool takes_logits = loss.loss.takes_logits;
    uint32_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const dynamic_layer& layer = shape.layers[l];
        const uint32_t found = find(lists, layer.activation);
        const sample_entry<T>& activation = lists.activations[found];
        const training_entry<T>& entry = lists.trainings[found];
        const uint32_t width = kernels::width_class(layer.outputs);
        const bool last = l + 1 == shape.layer_count;
        const bool keeps_argument = keeps(shape, lists, l, takes_logits);
        const dense_shape size{static_cast<uint16_t>(inputs), static_cast<uint16_t>(layer.outputs)};
        inputs = layer.outputs;
        const T parameter = parameter_of<T>(layer);
        parts.layers[l] = {size, entry.apply, parameter};
        parts.training[l] = {entry.derivative,
                             taken_by(entry, layer) == activation_argument::preactivation,
                             keeps_argument};
        parts.trained[l] = !lists.is_frozen(l + 1);
        if (parts.samples) {
            const bool only_logits = last && takes_logits;
            parts.sample_layers[l] = {
                {activation.forward[width]}, size, activation.activate, parameter};
            parts.samples[l] = {{kernels::sample_widths::backward<T>.routine[width],
                                 kernels::sample_widths::gradient<T>.routine[width]},
                                keeps_argument ? keep_preactivation<T> : nullptr,
                                only_logits ? nullptr : entry.sample_derivative};
        }
    }
    opened_training<T> made{};
    made.shape = shape;
    made.batch_size = wanted.batch_size;
    made.loss = wanted.loss;
    made.optimizer = optimizer;
    made.parameter_count = parameter_count_of(shape);
    made.trained_count = static_cast<size_t>(count_trained(shape, lists));
    made.state_arrays = state_arrays;
    made.evaluate_sample = loss.evaluate_sample;
    made.table = {{parts.layers, shape.layer_count}, parts.training, loss.loss};
    made.sample_layers = parts.sample_layers;
    made.samples = parts.samples;
    made.trained = parts.trained;
    made.gradient = parts.gradient;
    made.state = parts.state;
    made.workspace = {parts.activations, parts.delta,  parts.costs,
                      parts.capacity,    parts.stride, parts.sums.widest};
    made.masks = parts.mask_words;
    made.words_per_unit = mask_words(wanted.batch_size);
    made.weights = parts.weights;
    made.runs = parts.runs;
    // check_memory() has refused null.
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
    for (size_t k = 0; k < made.trained_count; ++k) made.gradient[k] = T(0);
    training = made;
    return status::ok;
}

template <class T>
uint32_t detail::fill_runs(const opened_training<T>& training, T* w,
                           T (*decay_of)(const void*, uint32_t), const void* context) noexcept {
    uint32_t count = 0;
    size_t offset = 0;
    size_t gradient_offset = 0;
    for (uint32_t l = 0; l < training.shape.layer_count; ++l) {
        const dense_shape shape = training.table.network.layers[l].shape;
        if (training.trained[l]) {
            const size_t weights = weight_count_of(shape);
            T* const state =
                training.state_arrays == 0 ? nullptr : training.state + gradient_offset;
            training.runs[count++] = {w + offset,
                                      training.gradient + gradient_offset,
                                      state,
                                      weights,
                                      decay_of(context, l),
                                      true};
            training.runs[count++] = {w + offset + weights,
                                      training.gradient + gradient_offset + weights,
                                      state ? state + weights : nullptr,
                                      shape.outputs,
                                      T(1),
                                      false};
            gradient_offset += parameter_count_of(shape);
        }
        offset += parameter_count_of(shape);
    }
    return count;
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template size_t detail::training_bytes(const dynamic_shape&, uint32_t, uint32_t,               \
                                           const training_lists<T>&) noexcept;                     \
    template status detail::open_training(const dynamic_shape&, const dynamic_training&, uint32_t, \
                                          uint32_t, const training_lists<T>&, memory_block,        \
                                          opened_training<T>&) noexcept;                           \
    template uint32_t detail::fill_runs(const opened_training<T>&, T*,                             \
                                        T (*)(const void*, uint32_t), const void*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
