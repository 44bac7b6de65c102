// What a trainer can be given besides network, loss and optimizer: penalties, dropout, clipping,
// schedules, frozen layers. Each is a type; one that is not named costs nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/optimizer/optimizer.hpp"
#include "picomlp/option/layer_hooks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// One number for each of Count layers: one for all alike, or one for each.
template <class T, uint32_t Count>
struct per_layer {
    using value_type = T;
    static constexpr uint32_t count = Count;

    T value[Count];

    constexpr per_layer(T all) : value() {
        for (uint32_t l = 0; l < Count; ++l) value[l] = all;
    }
    template <class... More>
    constexpr per_layer(T first, T second, More... more) : value() {
        constexpr uint32_t given_count = sizeof...(More) + 2;
        static_assert(given_count == Count,
                      "picomlp: give one number for all layers, or one for each");
        const T given[given_count] = {first, second, static_cast<T>(more)...};
        for (uint32_t l = 0; l < Count && l < given_count; ++l) value[l] = given[l];
    }

    /// That of layer `number`, from 1 to Count (of dropout: of that hidden layer); not checked.
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

/// One weight for each of `count` samples.
template <class T>
struct listed_weights {
    const T* first;
    uint32_t count;
};

/// What every option inherits: doing nothing, at each of the moments where a trainer asks. An
/// option declares those functions that it has something to do in; a trainer's options are asked in
/// the order in which they are named. T is Network::value_type; functions that compute call
/// compiled code. For trainings that are to be stored it needs a name (base/type_name.hpp):
///
///     static constexpr type_name<own> name = "own";
struct option {
    /// What the user chooses, with defaults where there are sensible ones.
    template <class Network>
    struct settings {};

    /// Those of Owner, where an option has settings of something within it; null for none.
    template <class Owner, class Settings>
    static constexpr decltype(nullptr) part_of(Settings&) {
        return nullptr;
    }

    /// status::bad_argument for settings outside their range.
    template <class Settings>
    static status check(const Settings&) {
        return status::ok;
    }

    /// The learning rate of a step, `step` steps having been done; `rate` is what the optimizer's
    /// settings or an earlier option say. Not negative.
    template <class Settings, class T>
    static T learning_rate(const Settings&, uint32_t /*step*/, T rate) {
        return rate;
    }

    /// Adds to the mean cost of `samples` samples, and to its gradient; `gradient` may be null when
    /// only the cost is wanted. Frozen layers add nothing.
    template <class Settings, class T>
    static void penalize(const Settings&, const trained_layers<T>&, uint32_t /*samples*/,
                         const T* /*parameters*/, T* /*cost*/, T* /*gradient*/) {}

    /// Changes the gradient of the whole cost, `count` numbers, before the optimizer sees it.
    template <class Settings, class T>
    static void clip(const Settings&, size_t /*count*/, T* /*gradient*/) {}

    /// Changes the share that layer `layer` (by its place in the table) keeps of its weights.
    template <class Settings, class T>
    static T share(const Settings&, uint32_t /*layer*/, T /*rate*/, T share) {
        return share;
    }

    /// Changes the parameters after a step that succeeded; must leave them finite.
    template <class Settings, class T>
    static void constrain_weights(const Settings&, const trained_layers<T>&, T* /*parameters*/) {}

    /// What an option keeps besides its settings, for steps of up to Batch samples.
    template <class Network, uint32_t Batch>
    struct memory {};

    /// Called before each computation of a cost, for an option that masks: draws what the hidden
    /// layers of `samples` samples are multiplied by, and says how to do it.
    template <class Network, class Settings, class Memory>
    static layer_hooks<typename Network::value_type> mask(const Settings&, uint32_t /*step*/,
                                                          uint32_t /*samples*/, Memory&) {
        return {nullptr, nullptr, nullptr, nullptr};
    }

    /// Multiplies what each of `samples` samples counts, which is in `weights`, according to its
    /// targets y, outputs x samples: for an option that weighs.
    template <class Settings, class T>
    static void weigh(const Settings&, uint32_t /*outputs*/, uint32_t /*samples*/,
                      rows<const T> /*y*/, T* /*weights*/) {}

    /// What each sample of a data set counts, for an option that lists weights.
    template <class Network>
    static listed_weights<typename Network::value_type> weights_in(const settings<Network>&) {
        return {nullptr, 0};
    }

    static constexpr bool decays = false;     ///< share() does something
    static constexpr bool has_kinks = false;  ///< the slope of what penalize() adds jumps somewhere
    static constexpr bool weighs = false;     ///< weigh() does something
    static constexpr bool lists_weights =
        false;  ///< weights_in() does; one option of a trainer may
    static constexpr bool needs_classes = false;  ///< targets must stand for classes
    static constexpr bool masks = false;  ///< mask() does something; one option of a trainer may
    /// Whether layer `number`, from 1, is left as it is.
    static constexpr bool freezes(uint32_t /*number*/) { return false; }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
