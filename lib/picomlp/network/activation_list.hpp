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
    static constexpr uint32_t count = sizeof...(Activations);
    static_assert(count >= 1, "picomlp: a list of activations holds at least one");
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
    bool sums_to_one;
    bool in_narrow_layer;  ///< forward_narrow_layers computes it
    bool is_relu;
    const sample_routine<T>* forward;  ///< by width class
    sample_activation_routine<T> activate;
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
    uint32_t count;
    const sample_entry<T>* sample;
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

/// status::unknown_type unless all of a shape's activations are among the entries, unusable_shape
/// where the only output of a layer is always 1.
template <class T>
status check_activations(const dynamic_shape& shape, const sample_entry<T>* entries,
                         uint32_t count) {
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const dynamic_layer& layer = shape.layers[l];
        const sample_entry<T>* entry = entries;
        const sample_entry<T>* const end = entries + count;
        while (entry != end && entry->code != layer.activation) ++entry;
        if (entry == end || layer.parameter[0] != 0 || layer.parameter[1] != 0) {
            return status::unknown_type;
        }
        if (layer.outputs == 1 && entry->sums_to_one) return status::unusable_shape;
    }
    return status::ok;
}

template <class T, class Activation>
struct dynamic_forward {
    static constexpr const sample_routine<T>* by_width = kernels::sample_widths::forward<T>.routine;
};
template <class T>
struct dynamic_forward<T, relu> {
    static constexpr const sample_routine<T>* by_width =
        kernels::fuses_relu_sample ? kernels::sample_widths::forward_relu<T>.routine
                                   : kernels::sample_widths::forward<T>.routine;
};

template <class T, class List>
struct activation_entries;
template <class T, class... Activations>
struct activation_entries<T, activation_list<Activations...>> {
    static constexpr uint32_t count = sizeof...(Activations);
    static constexpr sample_entry<T> sample[count] = {
        {code_of<Activations>(), detail::hides_nan<Activations>, detail::sums_to_one<Activations>,
         is_in_narrow_layer<Activations>, is_relu<Activations>,
         dynamic_forward<T, Activations>::by_width,
         sample_activation<T, Activations>::activate}...};
    static constexpr narrow_entry<T> narrow[count] = {
        {is_in_narrow_layer<Activations> ? nullptr : number_routine_of<T, Activations>(0),
         is_in_narrow_layer<Activations> ? nullptr : apply_routine_of<T, Activations>(0)}...};
    static constexpr batch_entry<T> batch[count] = {
        {Activations::template apply<T>, detail::gives_probabilities<Activations>}...};
    static constexpr listed_activations<T> listed = {count, sample,
                                                     has_x86_vectors ? narrow : nullptr};
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
