// SPDX-License-Identifier: MIT
// The interface of a trainer's options: penalties, dropout, clipping, schedules, frozen layers.
// Each is a type; an option that is not named costs nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/optimizer/optimizer.hpp"
#include "picomlp/option/layer_hooks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// One number for each of Count layers, given as one for all or one for each.
template <class T, uint32_t Count>
struct per_layer {
    using value_type = T;
    static constexpr uint32_t count = Count;  ///< layers

    T value[Count];  ///< the first layer's first

    /// The same for every layer.
    constexpr per_layer(T all) : value() {
        for (uint32_t l = 0; l < Count; ++l) value[l] = all;
    }
    /// One for each; another count than Count does not compile.
    template <class... More>
    constexpr per_layer(T first, T second, More... more) : value() {
        constexpr uint32_t given_count = sizeof...(More) + 2;
        static_assert(given_count == Count,
                      "picomlp: give one number for all layers, or one for each");
        const T given[given_count] = {first, second, static_cast<T>(more)...};
        for (uint32_t l = 0; l < Count && l < given_count; ++l) value[l] = given[l];
    }

    /// The number of layer `number`, from 1 to Count (for dropout, of that hidden layer); not
    /// checked.
    constexpr T& layer(uint32_t number) { return value[number - 1]; }
    constexpr const T& layer(uint32_t number) const { return value[number - 1]; }
};

/// The layers of a network, and which of them are trained. The gradient holds the trained ones
/// alone, in their order.
template <class T>
struct trained_layers {
    layer_table<T> network;
    const bool* trained;  ///< one for each layer, by its place in the table
};

namespace detail {

/// Calls take(l, shape, offset, gradient_offset) for each layer l that is trained: its weights are
/// inputs * outputs neighbours from `offset` on in the parameters, and from `gradient_offset` on in
/// the gradient.
template <class T, class Take>
void for_each_trained_layer(const trained_layers<T>& layers, Take take) {
    size_t offset = 0;
    size_t gradient_offset = 0;
    for (uint32_t l = 0; l < layers.network.count; ++l) {
        const dense_shape shape = layers.network.layers[l].shape;
        if (layers.trained[l]) {
            take(l, shape, offset, gradient_offset);
            gradient_offset += parameter_count_of(shape);
        }
        offset += parameter_count_of(shape);
    }
}

/// Checks of settings: status::bad_argument unless all numbers are finite and >= 0; unless the
/// number is finite and > 0.
template <class T>
status check_not_negative(uint32_t count, const T* numbers) noexcept;
template <class T, uint32_t Count>
status check_not_negative(const per_layer<T, Count>& numbers) noexcept {
    return check_not_negative(Count, numbers.value);
}
template <class T>
status check_positive(T number) noexcept;

}  // namespace detail

/// One weight for each of `count` samples.
template <class T>
struct listed_weights {
    const T* first;  ///< null for none
    uint32_t count;  ///< samples of the data set
};

/// The base of every option: each function does nothing. An option declares the functions in which
/// it does something; a trainer calls its options in the order in which they are named. T is
/// Network::value_type; functions that compute call compiled code. To be stored, an option needs a
/// name (base/type_name.hpp):
///
///     static constexpr type_name<own> name = "own";
struct option {
    /// The user's settings, with defaults where there are sensible ones.
    template <class Network>
    struct settings {};

    /// The settings of Owner, a type within the option, such as a schedule; null for none.
    template <class Owner, class Settings>
    static constexpr decltype(nullptr) part_of(Settings&) {
        return nullptr;
    }

    /// status::bad_argument for settings outside their range.
    template <class Settings>
    static status check(const Settings&) {
        return status::ok;
    }

    /// The learning rate of a step after `step` earlier ones, >= 0. `rate` is that of the
    /// optimizer's settings or of an earlier option.
    template <class Settings, class T>
    static T learning_rate(const Settings&, uint32_t /*step*/, T rate) {
        return rate;
    }

    /// Adds to the mean cost of `samples` samples and to its gradient; `gradient` is null when only
    /// the cost is computed. Frozen layers add nothing.
    template <class Settings, class T>
    static void penalize(const Settings&, const trained_layers<T>&, uint32_t /*samples*/,
                         const T* /*parameters*/, T* /*cost*/, T* /*gradient*/) {}

    /// Changes the gradient of the whole cost, `count` numbers, before the optimizer's step.
    template <class Settings, class T>
    static void clip(const Settings&, size_t /*count*/, T* /*gradient*/) {}

    /// The factor by which weight decay multiplies the weights of layer `layer` (by its place in
    /// the table) before a step with learning rate `rate`. `factor` is that of earlier options, or
    /// 1.
    template <class Settings, class T>
    static T decay_factor(const Settings&, uint32_t /*layer*/, T /*rate*/, T factor) {
        return factor;
    }

    /// Changes the parameters after a step that succeeded; must leave them finite.
    template <class Settings, class T>
    static void constrain_weights(const Settings&, const trained_layers<T>&, T* /*parameters*/) {}

    /// The state of an option besides its settings, for steps of up to Batch samples.
    template <class Network, uint32_t Batch>
    struct memory {};

    /// For an option that masks: draws the masks of the hidden layers for `samples` samples and
    /// returns the hooks that apply them. Called before each computation of a cost.
    template <class Network, class Settings, class Memory>
    static layer_hooks<typename Network::value_type> mask(const Settings&, uint32_t /*step*/,
                                                          uint32_t /*samples*/, Memory&) {
        return {nullptr, nullptr, nullptr, nullptr};
    }

    /// For an option that weighs: multiplies each of the `samples` weights in `weights` by a factor
    /// that depends on the sample's targets. y is outputs x samples.
    template <class Settings, class T>
    static void weigh(const Settings&, uint32_t /*outputs*/, uint32_t /*samples*/,
                      strided_rows<const T> /*y*/, T* /*weights*/) {}

    /// For an option that lists weights: the weight of each sample of a data set.
    template <class Network>
    static listed_weights<typename Network::value_type> weights_in(const settings<Network>&) {
        return {nullptr, 0};
    }

    /// The state of an option that simulates (option/quantization_aware.hpp), in a trainer's.
    template <class Network>
    struct state {};

    static constexpr bool decays = false;     ///< decay_factor() does something
    static constexpr bool has_kinks = false;  ///< the slope of what penalize() adds jumps somewhere
    static constexpr bool weighs = false;     ///< weigh() does something
    static constexpr bool lists_weights = false;  ///< weights_in() does; at most one option may
    static constexpr bool needs_classes = false;  ///< targets must stand for classes
    static constexpr bool masks = false;          ///< mask() does something; at most one option may
    /// Whether steps are of a simulated network; at most one option may.
    static constexpr bool simulates = false;
    /// Whether layer `number`, from 1, keeps its parameters.
    static constexpr bool freezes(uint32_t /*number*/) { return false; }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
