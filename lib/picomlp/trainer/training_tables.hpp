// SPDX-License-Identifier: MIT
// Constant tables for the compiled core, made from the types of network and loss.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A report with one entry for each of a network's Count layers.
template <class Entry, uint32_t Count>
struct layer_reports {
    Entry layers[Count];

    /// Layer 1 is the first dense layer, as with parameters.
    template <uint32_t Number>
    const Entry& layer() const {
        static_assert(Number >= 1 && Number <= Count,
                      "picomlp: the network has no layer of this number; layers count from 1");
        return layers[Number - 1];
    }
    /// The same for a number known at run time, from 1 to Count; not checked.
    const Entry& layer(uint32_t number) const { return layers[number - 1]; }
};

namespace detail {

/// One entry for each layer of a network.
template <class Entry, uint32_t Count>
struct entry_per_layer {
    Entry entry[Count];
};

/// A network's training tables, constants in flash. Masked: by dropout, in every hidden layer.
/// Simulated: by quantization_aware, in every layer.
template <class Network, class Loss, bool Masked = false, bool Simulated = false>
struct training_tables;

template <class T, class Input, class... Layers, class Loss, bool Masked, bool Simulated>
struct training_tables<basic_network<T, Input, Layers...>, Loss, Masked, Simulated> {
    using network = basic_network<T, Input, Layers...>;
    using behind_network = objective_of<T, Loss, typename network::output_activation>;
    // Instantiates it here: elsewhere its error message would make clang report others.
    static_assert(alignof(behind_network) != 0);
    static constexpr bool takes_logits = behind_network::takes_logits;
    static constexpr bool classifies = behind_network::classifies;
    static constexpr objective<T> loss = behind_network::loss;

    using layer_entries = entry_per_layer<training_layer<T>, network::layer_count>;
    static constexpr layer_entries make_layers() {
        constexpr activation_argument takes[] = {
            layer_facts<Layers>::activation::derivative_takes...};
        layer_entries made{
            {{table_routines<T, typename layer_facts<Layers>::activation>::derivative, false,
              false}...}};
        for (uint32_t l = 0; l < network::layer_count; ++l) {
            const bool last = l + 1 == network::layer_count;
            made.entry[l].takes_preactivation = takes[l] == activation_argument::preactivation;
            const bool logits_only = last && takes_logits;
            made.entry[l].keeps_argument =
                keeps_argument(takes[l], (Masked && !last) || Simulated, logits_only);
            // A small output has no sign once it is rounded.
            if (Simulated && takes[l] == activation_argument::output_sign && !logits_only) {
                made.entry[l].keeps_argument = true;
            }
        }
        return made;
    }
    static constexpr layer_entries layers = make_layers();
    static constexpr training_table<T> table() { return {network::table(), layers.entry, loss}; }

    /// Rows of activations kept for the backward pass.
    static constexpr uint32_t kept() {
        uint32_t sum = 0;
        for (uint32_t l = 0; l < network::layer_count; ++l) {
            sum += network::sizes[l + 1] * (layers.entry[l].keeps_argument ? 2 : 1);
        }
        return sum;
    }
    static constexpr uint32_t widest() {
        uint32_t size = 0;
        for (uint32_t l = 1; l <= network::layer_count; ++l) {
            size = network::sizes[l] > size ? network::sizes[l] : size;
        }
        return size;
    }

    using sample_layer_entries = entry_per_layer<sample_training_layer<T>, network::layer_count>;
    static constexpr sample_layer_entries make_sample_layers() {
        sample_layer_entries made{
            {{{kernels::sample_backward<T, kernels::width_class(layer_facts<Layers>::size)>,
               kernels::sample_gradient<T, kernels::width_class(layer_facts<Layers>::size)>},
              nullptr,
              sample_activation<T, typename layer_facts<Layers>::activation>::derivative}...}};
        for (uint32_t l = 0; l < network::layer_count; ++l) {
            if (layers.entry[l].keeps_argument) made.entry[l].keep = keep_preactivation<T>;
        }
        if (takes_logits) made.entry[network::layer_count - 1].derivative = nullptr;
        return made;
    }
    static constexpr sample_layer_entries sample_layers = make_sample_layers();
    static constexpr sample_training_table<T> sample_table = {
        network::sample_table(), sample_layers.entry, sample_loss<T, Loss>::evaluate,
        uint32_t{network::parameter_count}, widest()};

    using step_layer_entries = entry_per_layer<sample_step_layer<T>, network::layer_count>;
    static constexpr step_layer_entries make_step_layers() {
        constexpr bool relus[] = {same_type<typename layer_facts<Layers>::activation, relu>...};
        step_layer_entries made{};
        size_t input = 0;
        size_t output = network::inputs;
        size_t delta = 0;
        for (uint32_t l = 0; l < network::layer_count; ++l) {
            const sample_training_layer<T>& same = sample_layers.entry[l];
            const bool hidden = l + 1 < network::layer_count;
            const dense_shape shape = network::shape_of(l + 1);
            const size_t outputs = shape.outputs;
            made.entry[l] = {
                shape,
                relus[l],
                layers.entry[l].keeps_argument,
                relus[l] || !same.derivative ? nullptr : network::sample_activations[l],
                relus[l] && hidden ? nullptr : same.derivative,
                input,
                output,
                delta,
                network::layer_offset(l + 1),
                0};
            input = output;
            output += layers.entry[l].keeps_argument ? 2 * outputs : outputs;
            delta += outputs;
        }
        return made;
    }
    static constexpr step_layer_entries step_layers = make_step_layers();
    static constexpr uint32_t outputs_of_all_layers() {
        uint32_t sum = 0;
        for (uint32_t l = 1; l <= network::layer_count; ++l) sum += network::sizes[l];
        return sum;
    }
    static constexpr sample_step_table<T> step_table = {step_layers.entry, network::layer_count,
                                                        sample_loss<T, Loss>::evaluate,
                                                        outputs_of_all_layers()};
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
