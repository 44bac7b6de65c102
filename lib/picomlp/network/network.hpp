// SPDX-License-Identifier: MIT
// The type of a network: its layers, sizes and memory requirements, known at compile time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/activation/activation.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/network/parameters.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The first entry of a network: how many features a sample has, 1 to 65535.
template <uint32_t Features>
struct input {
    static constexpr uint32_t size = Features;  ///< features of a sample
};

/// A fully connected layer: 1 to 65535 units, each the Activation of a weighted sum and a bias.
template <uint32_t Outputs, class Activation>
struct dense {
    static constexpr uint32_t size = Outputs;  ///< units
    using activation = Activation;  ///< applied to each weighted sum (softmax: to all of them)
};

namespace detail {

template <class Entry>
inline constexpr bool is_input = false;
template <uint32_t Features>
inline constexpr bool is_input<input<Features>> = true;

template <class Candidate, class = void>
inline constexpr bool is_activation = false;
template <class Candidate>
inline constexpr bool is_activation<Candidate, decltype(void(Candidate::template apply<float>))> =
    true;
template <bool Good, class Activation>
struct activation_or_identity {
    using type = Activation;
};
template <class Activation>
struct activation_or_identity<false, Activation> {
    using type = identity;
};

/// A layer's size and activation. Any other type gets placeholders: the caller has a static_assert
/// for it, and its message stays the only one.
template <class Entry>
struct layer_facts {
    static constexpr bool is_dense = false;
    static constexpr uint32_t size = 1;
    using activation = identity;
};
template <uint32_t Features>
struct layer_facts<input<Features>> : layer_facts<void> {
    static constexpr uint32_t size = Features;
};
template <uint32_t Outputs, class Activation>
struct layer_facts<dense<Outputs, Activation>> : dense<Outputs, Activation> {
    static constexpr bool is_dense = true;
    using activation = typename activation_or_identity<is_activation<Activation>, Activation>::type;
};
template <class Entry>
inline constexpr bool has_activation = true;
template <uint32_t Outputs, class Activation>
inline constexpr bool has_activation<dense<Outputs, Activation>> = is_activation<Activation>;

/// For overloads that exist to report an error: they drop out when nothing is wrong.
template <bool Right>
using enable_unless = typename only_if<!Right>::type;

/// The last type of a list.
template <class First, class... Others>
struct last_of : last_of<Others...> {};
template <class Last>
struct last_of<Last> {
    using type = Last;
};

/// A network's layer table, one constant for the whole program.
template <class Network>
struct layers_of {
    layer<typename Network::value_type> entry[Network::layer_count];

    constexpr layers_of() : entry() {
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            entry[l] = {Network::shape_of(l + 1), Network::activations[l], 0};
        }
    }
};
template <class Network>
inline constexpr layers_of<Network> layers_in_flash;

/// An activation's routine for one sample: its apply_to_sample if it has one.
template <class T, class Activation>
void apply_in_rows(uint32_t count, T* z, T parameter) {
    table_routines<T, Activation>::apply(count, 1, strided_rows<T>{z, 1}, parameter);
}
template <class T, class Activation, class = void>
inline constexpr bool has_form_for_a_sample = false;
template <class T, class Activation>
inline constexpr bool
    has_form_for_a_sample<T, Activation, decltype(void(&Activation::template apply_to_sample<T>))> =
        true;
template <class T, class Activation>
constexpr sample_activation_routine<T> apply_routine_of(long) {
    static_assert(!has_form_for_a_sample<T, Activation>,
                  "picomlp: an activation's apply_to_sample takes (uint32_t features, T* z, T "
                  "parameter)");
    return apply_in_rows<T, Activation>;
}
template <class T, class Activation>
constexpr auto apply_routine_of(int) -> decltype(static_cast<sample_activation_routine<T>>(
    Activation::template apply_to_sample<T>)) {
    return Activation::template apply_to_sample<T>;
}

/// The same for one sample at a time. `activate` is null for identity, and for relu where
/// `forward` includes it.
template <class T, class Activation>
struct sample_activation {
    template <uint32_t WidthClass>
    static constexpr sample_forward_routine<T> forward = kernels::sample_forward<T, WidthClass>;
    static constexpr sample_activation_routine<T> activate = apply_routine_of<T, Activation>(0);
    static void derivative(uint32_t count, const T* argument, T* delta, T parameter) {
        table_routines<T, Activation>::derivative(count, 1, strided_rows<const T>{argument, 1},
                                                  strided_rows<T>{delta, 1}, parameter);
    }
};
template <class T>
struct sample_activation<T, identity> {
    template <uint32_t WidthClass>
    static constexpr sample_forward_routine<T> forward = kernels::sample_forward<T, WidthClass>;
    static constexpr sample_activation_routine<T> activate = nullptr;
    static constexpr sample_derivative_routine<T> derivative = nullptr;
};
template <class T>
struct sample_activation<T, relu> {
    template <uint32_t WidthClass>
    static constexpr sample_forward_routine<T> forward =
        kernels::fuses_relu_sample ? kernels::sample_forward_relu<T, WidthClass>
                                   : kernels::sample_forward<T, WidthClass>;
    static constexpr sample_activation_routine<T> activate =
        kernels::fuses_relu_sample ? nullptr : kernels::sample_relu<T>;
    static constexpr sample_derivative_routine<T> derivative = kernels::sample_relu_backward<T>;
};

/// A network's sample layers, one constant for the whole program.
template <class Network>
struct sample_layers_of {
    sample_layer<typename Network::value_type> entry[Network::layer_count];

    constexpr sample_layers_of() : entry() {
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            entry[l] = {{Network::sample_forwards[l]},
                        Network::shape_of(l + 1),
                        Network::sample_activations[l],
                        0};
        }
    }
};
template <class Network>
inline constexpr sample_layers_of<Network> sample_layers_in_flash;

/// An activation's form for a single number: its apply_to_number if it has one.
template <class T, class Activation>
T apply_to_one(T z, T parameter) {
    apply_routine_of<T, Activation>(0)(1, &z, parameter);
    return z;
}
template <class T, class Activation>
constexpr number_routine<T> number_routine_of(long) {
    return apply_to_one<T, Activation>;
}
template <class T, class Activation>
constexpr auto number_routine_of(int)
    -> decltype(static_cast<number_routine<T>>(Activation::template apply_to_number<T>)) {
    return Activation::template apply_to_number<T>;
}

/// Whether a layer computes the activation by itself.
template <class Activation>
inline constexpr bool is_in_narrow_layer = false;
template <>
inline constexpr bool is_in_narrow_layer<identity> = true;
template <>
inline constexpr bool is_in_narrow_layer<relu> = true;
template <class Activation>
inline constexpr bool is_relu = false;
template <>
inline constexpr bool is_relu<relu> = true;

/// A network's narrow layers and the table of them, one constant each for the whole program.
template <class Network>
struct narrow_layers_of {
    kernels::narrow_layer entry[Network::layer_count];

    constexpr narrow_layers_of() : entry() {
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            entry[l] = kernels::narrow_layer_of(Network::shape_of(l + 1), Network::is_relu[l]);
        }
    }
};
template <class Network>
inline constexpr narrow_layers_of<Network> narrow_layers_in_flash;
template <class Network, class Activation = typename Network::output_activation,
          class T = typename Network::value_type>
inline constexpr narrow_layer_table<T> narrow_table_in_flash = {
    narrow_layers_in_flash<Network>.entry,
    Network::layer_count,
    Network::inputs,
    Network::outputs,
    is_in_narrow_layer<Activation> || Network::outputs > 1 ? nullptr
                                                           : number_routine_of<T, Activation>(0),
    is_in_narrow_layer<Activation> || Network::outputs == 1 ? nullptr
                                                            : apply_routine_of<T, Activation>(0),
    0};

/// The alignment of a scratch, in bytes: that of a cache line where all rows begin with one.
template <class T>
constexpr size_t scratch_alignment(uint32_t samples) {
    const size_t alignment = row_alignment<T>(samples);
    return samples * sizeof(T) % alignment == 0 ? alignment : alignof(T);
}

}  // namespace detail

/// The memory of a prediction besides parameters, input and output, for up to Samples samples at a
/// time: the activations of two neighbouring layers. It needs no initial value and holds no result.
/// One per task. More than 64 samples at a time are faster only on a PC, where a layer has a
/// megabyte of weights or more: there 512 are.
template <class Network, uint32_t Samples>
struct batch_scratch {
    static_assert(Samples >= 1, "picomlp: a scratch holds at least one sample");
    using value_type = typename Network::value_type;
    /// Of both arrays: that of a vector, where they fill several.
    static constexpr size_t alignment = detail::scratch_alignment<value_type>(Samples);
    alignas(alignment) value_type odd[size_t{Network::widest_layer(1)} * Samples];
    alignas(alignment) value_type even[size_t{Network::widest_layer(2)} * Samples];
};

/// A multilayer perceptron over T (float or double): basic_network<T, input<n>, dense<...>...>. A
/// type only, without data; parameters and scratch belong to the caller.
template <class T, class Input, class... Layers>
struct basic_network {
    static_assert(sizeof...(Layers) >= 1, "picomlp: a network needs at least one dense layer");
    static_assert(detail::layer_facts<Input>::size >= 1 &&
                      detail::layer_facts<Input>::size <= 65535,
                  "picomlp: input takes 1 to 65535 features");
    static_assert(((detail::layer_facts<Layers>::size >= 1 &&
                    detail::layer_facts<Layers>::size <= 65535) &&
                   ...),
                  "picomlp: dense takes 1 to 65535 units");

    using value_type = T;
    static constexpr uint32_t inputs = detail::layer_facts<Input>::size;  ///< features of a sample
    /// Dense layers: the inputs are none.
    static constexpr uint32_t layer_count = sizeof...(Layers);

    /// Sizes from the inputs to the outputs, layer_count + 1 of them.
    static constexpr uint32_t sizes[layer_count + 1] = {detail::layer_facts<Input>::size,
                                                        detail::layer_facts<Layers>::size...};
    static constexpr uint32_t outputs = sizes[layer_count];  ///< of the last layer
    /// Of the last layer.
    using output_activation =
        typename detail::layer_facts<typename detail::last_of<Input, Layers...>::type>::activation;

    /// Routines of each layer, from which the linker takes those that a program's tables name.
    static constexpr activation_routine<T> activations[layer_count] = {
        detail::table_routines<T, typename detail::layer_facts<Layers>::activation>::apply...};
    /// Likewise, for one sample at a time.
    static constexpr sample_forward_routine<T> sample_forwards[layer_count] = {
        detail::sample_activation<T, typename detail::layer_facts<Layers>::activation>::
            template forward<kernels::width_class(detail::layer_facts<Layers>::size)>...};
    /// Likewise; null where there is nothing to apply.
    static constexpr sample_activation_routine<T> sample_activations[layer_count] = {
        detail::sample_activation<T,
                                  typename detail::layer_facts<Layers>::activation>::activate...};

    /// Which layers are relu's.
    static constexpr bool is_relu[layer_count] = {
        detail::is_relu<typename detail::layer_facts<Layers>::activation>...};
    /// Which layers the kernel of narrow layers may hold.
    static constexpr bool is_in_narrow_layer[layer_count] = {
        detail::is_in_narrow_layer<typename detail::layer_facts<Layers>::activation>...};

    /// Whether forward_narrow_layers computes all of it, but perhaps the last activation.
    static constexpr bool has_narrow_table() {
        if (!has_x86_vectors) return false;
        for (uint32_t l = 0; l <= layer_count; ++l) {
            if (sizes[l] > kernels::narrow_layer_size) return false;
            if (l + 1 < layer_count && !is_in_narrow_layer[l]) return false;
        }
        return true;
    }

    /// Layers count from 1, as in W1 and b1.
    static constexpr dense_shape shape_of(uint32_t number) {
        return {static_cast<uint16_t>(sizes[number - 1]), static_cast<uint16_t>(sizes[number])};
    }

    /// Where layer `number` starts in the parameter array.
    static constexpr size_t layer_offset(uint32_t number) {
        size_t offset = 0;
        for (uint32_t l = 1; l < number; ++l) offset += parameter_count_of(shape_of(l));
        return offset;
    }

    /// Weights and biases of all layers.
    static constexpr size_t parameter_count = layer_offset(layer_count + 1);

    /// W1 b1 W2 b2 ..., the caller's: in RAM while training, const in flash after.
    using parameters = parameters_of<basic_network>;

    /// Units of the widest of the layers first, first + 2, ...; 1 when there is none.
    static constexpr uint32_t widest_layer(uint32_t first) {
        uint32_t widest = 1;
        for (uint32_t l = first; l <= layer_count; l += 2) {
            widest = sizes[l] > widest ? sizes[l] : widest;
        }
        return widest;
    }

    /// What a prediction of one sample needs besides.
    using scratch = batch_scratch<basic_network, 1>;

    /// The layer table of the compiled core.
    static constexpr layer_table<T> table() {
        return {detail::layers_in_flash<basic_network>.entry, layer_count};
    }

    /// The same for one sample at a time.
    static constexpr sample_layer_table<T> sample_table() {
        return {detail::sample_layers_in_flash<basic_network>.entry, layer_count};
    }

    /// Bytes of the parameters alone.
    static constexpr size_t parameter_bytes = sizeof(T) * parameter_count;
    /// Flash of a network that only predicts, besides code: parameters and layer table.
    static constexpr size_t flash_bytes =
        sizeof(parameters) + sizeof(sample_layer<T>) * layer_count;

    /// RAM of a prediction for one sample, besides its input and output.
    static constexpr size_t predict_ram_bytes = sizeof(scratch);

    // At the end, so that a compiler that stops here has seen all members and reports no further
    // errors.
    static_assert((!detail::takes_parameter<typename detail::layer_facts<Layers>::activation> &&
                   ...),
                  "picomlp: in a network's type an activation's parameter is part of the type: "
                  "leaky_relu_of<1, 5>, elu_of<1, 2>");
    static_assert((detail::has_activation<Layers> && ...),
                  "picomlp: a dense layer has a number of units and an activation: "
                  "dense<8, relu>");
    static_assert(detail::is_input<Input>,
                  "picomlp: a network begins with its number of features: "
                  "network<input<2>, dense<8, relu>, dense<1, sigmoid>>");
    static_assert((detail::layer_facts<Layers>::is_dense && ...),
                  "picomlp: behind its input a network has dense layers alone: "
                  "network<input<2>, dense<8, relu>, dense<1, sigmoid>>");
    static_assert(((detail::layer_facts<Layers>::size != 1 ||
                    !detail::sums_to_one<typename detail::layer_facts<Layers>::activation>)&&...),
                  "picomlp: softmax over a single unit is always 1: a classifier of two classes "
                  "has dense<1, sigmoid> and binary_cross_entropy, or dense<2, softmax>");
    static_assert(detail::is_real<T>, "picomlp: a network computes in float or double");
};

/// A network with parameters and arithmetic in float.
template <class Input, class... Layers>
using network = basic_network<float, Input, Layers...>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
