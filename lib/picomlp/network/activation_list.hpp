// SPDX-License-Identifier: MIT
// The activations that a network of run-time shape may meet: a list of types, of which the program
// links what it uses.
#pragma once

#include "picomlp/base/type_name.hpp"
#include "picomlp/kernels/sample_widths.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The activations that a program allows in networks whose shape it learns at run time. Only these
/// are linked: activation_list<relu, softmax>.
template <class... Activations>
struct activation_list {
    static constexpr uint32_t count = sizeof...(Activations);  ///< of the list
    static_assert(count >= 1, "picomlp: a list of activations holds at least one");
    /// Whether one of them has a parameter that a shape holds.
    static constexpr bool takes_parameters = (detail::takes_parameter<Activations> || ...);
    static_assert((detail::is_activation<Activations> && ...),
                  "picomlp: this is a list of activations: activation_list<relu, softmax>");
};

namespace detail {

// What is known of each activation in a list. A table for each purpose, so that a program that
// predicts one sample at a time links nothing else.

/// To predict one sample.
template <class T>
struct sample_entry {
    uint32_t code;
    bool hides_nan;
    uint8_t least_outputs;  ///< 2 where the only output would always be 1, otherwise 1
    bool in_narrow_layer;   ///< forward_narrow_layers computes it
    bool is_relu;
    const sample_forward_routine<T>* forward;  ///< by width class
    sample_activation_routine<T> activate;
    uint32_t
        parameter_bits;  ///< those that may be set, of a parameter's upper half; 0 for no parameter
};
/// To predict one sample by forward_narrow_layers.
template <class T>
struct narrow_entry {
    number_routine<T> activate_number;  ///< null for nothing
    sample_activation_routine<T> activate;
};
/// To predict many.
template <class T>
struct batch_entry {
    activation_routine<T> apply;
    bool gives_probabilities;
};

/// What open() is told of the listed activations.
template <class T>
struct listed_activations {
    const sample_entry<T>* sample;
    const sample_entry<T>* sample_end;
    const narrow_entry<T>* narrow;  ///< null where no network is computed by them
};

/// The place of an activation's code among `count` entries, or `count`.
template <class T>
constexpr uint32_t place_of_activation(const sample_entry<T>* entries, uint32_t count,
                                       uint32_t code) {
    uint32_t k = 0;
    while (k < count && entries[k].code != code) ++k;
    return k;
}

/// Whether a layer's parameter is one of the activation's, if it is finite.
template <class T>
[[gnu::always_inline]] inline bool allows_parameter(const sample_entry<T>& entry,
                                                    const dynamic_layer& layer) {
    const uint32_t(&bits)[2] = layer.parameter;
    if constexpr (sizeof(T) == sizeof(uint32_t)) {
        return (bits[0] & ~entry.parameter_bits) == 0;
    } else {
        return (bits[1] & ~entry.parameter_bits) == 0 &&
               (bits[0] == 0 || entry.parameter_bits != 0);
    }
}

/// The entry of a layer's activation. Unless the result is ok, `entry` says nothing: unknown_type
/// for an activation that is not among them, unusable_shape where the layer's only
/// output is always 1, or its parameter is not one of the activation's.
template <class T>
[[gnu::always_inline]] inline status find_activation(const dynamic_layer& layer,
                                                     const sample_entry<T>* first,
                                                     const sample_entry<T>* end,
                                                     const sample_entry<T>*& entry) {
    entry = first;
    while (entry != end && entry->code != layer.activation) ++entry;
    if (entry == end) return status::unknown_type;
    if (layer.outputs < entry->least_outputs || !allows_parameter(*entry, layer)) {
        return status::unusable_shape;
    }
    return status::ok;
}

/// The same for all layers.
template <class T>
status check_activations(const dynamic_shape& shape, const sample_entry<T>* entries,
                         uint32_t count) {
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const sample_entry<T>* entry = nullptr;
        const status found = find_activation(shape.layers[l], entries, entries + count, entry);
        if (found != status::ok) return found;
    }
    return status::ok;
}

template <class T, class Activation>
struct dynamic_forward {
    static constexpr const sample_forward_routine<T>* by_width =
        kernels::sample_widths::forward<T>.routine;
};
template <class T>
struct dynamic_forward<T, relu> {
    static constexpr const sample_forward_routine<T>* by_width =
        kernels::fuses_relu_sample ? kernels::sample_widths::forward_relu<T>.routine
                                   : kernels::sample_widths::forward<T>.routine;
};

/// sample_entry::parameter_bits of an activation.
template <class Activation>
constexpr uint32_t parameter_bits_of() {
    if constexpr (takes_parameter<Activation>) {
        return Activation::parameter_has_sign ? 0xffffffff : 0x7fffffff;
    } else {
        return 0;
    }
}

template <class T, class List>
struct activation_entries;
template <class T, class... Activations>
struct activation_entries<T, activation_list<Activations...>> {
    static constexpr uint32_t count = sizeof...(Activations);
    static constexpr sample_entry<T> sample[count] = {
        {code_of<Activations>(), detail::hides_nan<Activations>,
         detail::sums_to_one<Activations> ? 2 : 1, is_in_narrow_layer<Activations>,
         is_relu<Activations>, dynamic_forward<T, Activations>::by_width,
         sample_activation<T, Activations>::activate, parameter_bits_of<Activations>()}...};
    static constexpr narrow_entry<T> narrow[count] = {
        {is_in_narrow_layer<Activations> ? nullptr : number_routine_of<T, Activations>(0),
         is_in_narrow_layer<Activations> ? nullptr : apply_routine_of<T, Activations>(0)}...};
    static constexpr batch_entry<T> batch[count] = {
        {table_routines<T, Activations>::apply, detail::gives_probabilities<Activations>}...};
    static constexpr listed_activations<T> listed = {sample, sample + count,
                                                     has_x86_vectors ? narrow : nullptr};
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
