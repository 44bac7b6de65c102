// SPDX-License-Identifier: MIT
// Images of networks and models whose type is known at compile time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/type_name.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/write_image.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/network/stored.hpp"
#include "picomlp/scaling/scaled_model.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// The bits of a number that is neither 0 nor subnormal, at compile time.
template <class T>
constexpr uint64_t bits_of_normal(T number) {
    constexpr int fraction_bits = sizeof(T) == sizeof(float) ? 23 : 52;
    constexpr int bias = sizeof(T) == sizeof(float) ? 127 : 1023;
    T fraction = number < T(0) ? -number : number;
    int exponent = 0;
    for (; fraction >= T(2); ++exponent) fraction /= T(2);
    for (; fraction < T(1); --exponent) fraction *= T(2);
    constexpr uint64_t one = uint64_t{1} << fraction_bits;
    const auto rest = static_cast<uint64_t>((fraction - T(1)) * static_cast<T>(one));
    const auto biased = static_cast<uint64_t>(exponent + bias);
    const uint64_t sign = number < T(0) ? uint64_t{1} << (8 * sizeof(T) - 1) : 0;
    return sign | biased << fraction_bits | rest;
}

template <class T, class Activation, class = void>
struct image_activation {
    static constexpr uint32_t code = code_of<Activation>();
    static constexpr uint64_t parameter = 0;
};
/// With a parameter as part of the type: an image holds it beside the name.
template <class T, class Activation>
struct image_activation<T, Activation,
                        decltype(void(static_cast<typename Activation::run_time_form*>(nullptr)))> {
    static constexpr uint32_t code = code_of<typename Activation::run_time_form>();
    static constexpr uint64_t parameter = bits_of_normal<T>(Activation::template parameter<T>);
};
template <class T, class Activation>
constexpr dynamic_layer image_layer_of(uint32_t units) {
    using stored = image_activation<T, Activation>;
    return {units,
            stored::code,
            {static_cast<uint32_t>(stored::parameter & 0xffffffff),
             static_cast<uint32_t>(stored::parameter >> 32)}};
}

template <class Network>
struct image_layers_of;
template <class T, class Input, class... Layers>
struct image_layers_of<basic_network<T, Input, Layers...>> {
    static constexpr dynamic_layer entry[] = {
        image_layer_of<T, typename Layers::activation>(Layers::size)...};
};

}  // namespace detail

/// A Network's shape, whose layers are a constant in flash.
template <class Network>
constexpr dynamic_shape image_shape_of() {
    return {Network::inputs, detail::image_layers_of<Network>::entry, Network::layer_count};
}

/// Contents of an image that refer to `w` or to `model`. Names, test vectors and text are for the
/// caller to add.
///
///     auto contents = contents_of(model);
///     contents.class_names = names;
///     contents.class_name_count = 3;
///     const size_t bytes = image_bytes(contents);
template <class Network>
image_contents<typename Network::value_type> contents_of(const parameters_of<Network>& w) {
    image_contents<typename Network::value_type> contents;
    contents.shape = image_shape_of<Network>();
    contents.parameters = w.values;
    return contents;
}
template <class Network>
image_contents<typename Network::value_type> contents_of(const scaled_model<Network>& model) {
    auto contents = contents_of(model.parameters);
    contents.scaling = table_of(model.scaling);
    return contents;
}
template <class Network>
image_contents<typename Network::value_type> contents_of(const scaled_regressor<Network>& model) {
    auto contents = contents_of(model.parameters);
    contents.scaling = table_of(model.scaling);
    contents.targets = table_of(model.targets);
    return contents;
}

namespace detail {

/// Whether an image holds a Network, with scalings or without.
template <class Network>
bool holds_model(const basic_image<typename Network::value_type>& from, bool scaling,
                 bool targets) {
    return same_shape(from.shape(), image_shape_of<Network>()) &&
           (from.scaling().features > 0) == scaling && (from.targets().targets > 0) == targets;
}

/// Copies the numbers of an image to a model's arrays, in the order of stored_form.
template <class T, class Contents>
status load_image(const basic_image<T>& from, bool scaling, bool targets, Contents& to) {
    using form = stored_form<Contents>;
    using network = typename form::network;
    constexpr bool same = same_type<T, typename network::value_type>;
    static_assert(same, "picomlp: load needs an image of the network's number type");
    if constexpr (same) {
        if (!holds_model<network>(from, scaling, targets)) return status::damaged_data;
        const scaling_table<T> inputs = from.scaling();
        const target_table<T> outputs = from.targets();
        const T* const sources[] = {inputs.offset, inputs.factor, from.parameters(), outputs.offset,
                                    outputs.scale};
        const T* const* next = sources + (scaling ? 0 : 2);
        form::each_array(to, [&](T* first, size_t count) {
            const T* const numbers = *next++;
            for (size_t k = 0; k < count; ++k) first[k] = numbers[k];
        });
        return status::ok;
    } else {
        return status::bad_argument;
    }
}

}  // namespace detail

/// Copies a model out of an image. status::damaged_data unless the image is open and holds exactly
/// that: a network of these sizes and activations, and with it the scalings that the model has and
/// no others. The model is then unchanged.
template <class T, class Network>
status load(const basic_image<T>& from, parameters_of<Network>& w) {
    return detail::load_image(from, false, false, w);
}
template <class T, class Network>
status load(const basic_image<T>& from, scaled_model<Network>& model) {
    return detail::load_image(from, true, false, model);
}
template <class T, class Network>
status load(const basic_image<T>& from, scaled_regressor<Network>& model) {
    return detail::load_image(from, true, true, model);
}

/// Points `w` to the parameters in the image, which is not copied: predict(*w, ...). The image may
/// hold scalings, which are then for the caller to apply.
///
/// status::damaged_data unless the image is open and of a Network; misaligned_memory when the
/// parameters lie at no multiple of alignof(parameters_of<Network>), which is 64 for 4 KiB and more
/// of them: place the image at such an address; too_little_memory when the image ends within the
/// object, as none does that write_image() has made. `w` is then unchanged.
template <class Network>
status parameters_in_place(const basic_image<typename Network::value_type>& from,
                           const parameters_of<Network>*& w) {
    if (!same_shape(from.shape(), image_shape_of<Network>())) return status::damaged_data;
    const void* const first = from.parameters();
    const auto address = reinterpret_cast<uintptr_t>(first);
    if (address % alignof(parameters_of<Network>) != 0) return status::misaligned_memory;
    const size_t before = address - reinterpret_cast<uintptr_t>(from.data());
    if (from.size() - before < sizeof(parameters_of<Network>)) return status::too_little_memory;
    w = static_cast<const parameters_of<Network>*>(first);
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
