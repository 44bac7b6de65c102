// SPDX-License-Identifier: MIT
// A trainer's options combined: their settings and memory, and hooks that call all of them in turn.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/option/dynamic_settings.hpp"
#include "picomlp/option/option.hpp"
#include "picomlp/option/sample_weights.hpp"
#include "picomlp/trainer/gather.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Candidate, class = void>
inline constexpr bool is_option = false;
template <class Candidate>
inline constexpr bool is_option<Candidate, decltype(void(Candidate::freezes(1)))> = true;

/// An option, or a placeholder when it is none. The trainer has a static_assert for that.
template <class Option>
using option_role = either<is_option<Option>, Option, option>;

/// One option's settings and memory within a trainer.
template <class Network, uint32_t Batch, class Option>
struct option_slot {
    typename Option::template settings<Network> settings;
    typename Option::template memory<Network, Batch> memory;
};

/// The weights of a step's samples; empty without options that weigh.
template <class T, uint32_t Count>
struct step_weights {
    T values[Count];
    bool gathered;  ///< by epoch(), for the step that comes next
};
template <class T>
struct step_weights<T, 0> {};
template <class Network, uint32_t Batch, class... Options>
struct choose_step_weights {
    using type =
        step_weights<typename Network::value_type,
                     ((Options::weighs || Options::lists_weights) || ... || false) ? Batch : 0>;
};
/// In memory of the caller's.
template <class T>
struct listed_step_weights {
    T* values;
    bool gathered;
};
template <class T, uint32_t Batch, class... Options>
struct choose_step_weights<dynamic_settings<T>, Batch, Options...> {
    using type = listed_step_weights<T>;
};
template <class Network, uint32_t Batch, class... Options>
using weights_of_step = typename choose_step_weights<Network, Batch, Options...>::type;

template <class Option, class... Options>
inline constexpr uint32_t times_named = (0 + ... + (same_type<Option, Options> ? 1 : 0));

/// Never defined. Keeps the message of a static_assert the only one.
template <class T>
T& nothing_of();

/// Where a setting given to a trainer is stored among the settings of Owner, its optimizer or an
/// option: a struct replaces them all, a named setting changes those of Owner or of a type within
/// it. Null when it belongs to another.
template <class Owner, class Setting, class Settings>
auto place_of(Settings& settings) {
    if constexpr (is_named_setting<Setting>) {
        if constexpr (same_type<typename Setting::owner, Owner>) {
            return &settings;
        } else if constexpr (is_option<Owner>) {
            return Owner::template part_of<typename Setting::owner>(settings);
        } else {
            return nullptr;
        }
    } else if constexpr (same_type<Setting, Settings>) {
        return &settings;
    } else {
        return nullptr;
    }
}
template <class Owner, class Settings, class Setting>
inline constexpr bool takes_setting =
    !same_type<decltype(place_of<Owner, Setting>(nothing_of<Settings>())), decltype(nullptr)>;

/// False when the setting belongs to another.
template <class Owner, class Settings, class Setting>
bool apply_setting([[maybe_unused]] Settings& settings, [[maybe_unused]] const Setting& given) {
    constexpr bool here = takes_setting<Owner, Settings, Setting>;
    if constexpr (here && is_named_setting<Setting>) {
        given.assign(*place_of<Owner, Setting>(settings));
    } else if constexpr (here) {
        settings = given;
    }
    return here;
}

/// The state of the option that simulates; void without one.
template <class Network, class... Options>
struct simulated_state {
    using type = void;
};
template <class Network, class First, class... More>
struct simulated_state<Network, First, More...> {
    using type = either<First::simulates, typename First::template state<Network>,
                        typename simulated_state<Network, More...>::type>;
};

template <class Network, uint32_t Batch, class... Options>
class trainer_options : weights_of_step<Network, Batch, Options...>,
                        option_slot<Network, Batch, Options>... {
    using T = typename Network::value_type;
    template <class Option>
    using slot = option_slot<Network, Batch, Option>;
    using own_weights = weights_of_step<Network, Batch, Options...>;

  public:
    static constexpr bool any = sizeof...(Options) > 0;
    static constexpr bool decays = (Options::decays || ... || false);
    static constexpr uint32_t mask_count = (0 + ... + (Options::masks ? 1 : 0));
    static constexpr bool masks = mask_count > 0;
    static constexpr uint32_t simulation_count = (0 + ... + (Options::simulates ? 1 : 0));
    static constexpr bool simulates = simulation_count > 0;
    using observed_state = typename simulated_state<Network, Options...>::type;
    static constexpr uint32_t list_count = (0 + ... + (Options::lists_weights ? 1 : 0));
    static constexpr bool weighs = list_count > 0 || (Options::weighs || ... || false);
    static constexpr bool needs_classes = (Options::needs_classes || ... || false);

    static constexpr bool is_frozen([[maybe_unused]] uint32_t number) {
        return (Options::freezes(number) || ... || false);
    }

    trainer_options() : own_weights{}, slot<Options>{{}, {}}... {}

    /// Whether a setting belongs to one of these options.
    template <class Setting>
    static constexpr bool takes =
        (takes_setting<Options, typename Options::template settings<Network>, Setting> || ... ||
         false);
    template <class Setting>
    void set(const Setting& given) {
        (void)(apply_setting<Options>(slot<Options>::settings, given) || ... || false);
    }

    template <class Option>
    const typename Option::template settings<Network>& settings() const {
        constexpr bool named = times_named<Option, Options...> == 1;
        static_assert(named, "picomlp: the trainer has no option of this type");
        if constexpr (named) {
            return slot<Option>::settings;
        } else {
            return nothing_of<typename Option::template settings<Network>>();
        }
    }

    status check() const {
        status found = status::ok;
        ((found = found == status::ok ? Options::check(slot<Options>::settings) : found), ...);
        return found;
    }
    T learning_rate([[maybe_unused]] uint32_t step, [[maybe_unused]] T rate) const {
        ((rate = Options::learning_rate(slot<Options>::settings, step, rate)), ...);
        return rate;
    }
    layer_hooks<T> mask([[maybe_unused]] uint32_t step, [[maybe_unused]] uint32_t samples) {
        layer_hooks<T> hooks{nullptr, nullptr, nullptr, nullptr};
        (mask_by<Options>(step, samples, hooks), ...);
        return hooks;
    }

    // Only where an option weighs.

    /// Whether the settings' weights are valid for a data set of this many samples.
    status check_weights(uint32_t samples) const {
        const status checked = check();
        if (checked != status::ok || list_count == 0) return checked;
        const listed_weights<T> all = listed();
        if (all.count != samples) return status::mismatched_samples;
        return detail::check_not_negative(samples, all.first);
    }
    /// Makes the next weigh() take the weights that `order` lists. Precondition: check_weights()
    /// returned ok.
    template <class Index>
    void gather_weights(const Index* order, uint32_t count) {
        if constexpr (list_count > 0) {
            gather(1, strided_rows<const T>{listed().first, 0}, order, count,
                   strided_rows<T>{own().values, 0});
        }
        own().gathered = true;
    }
    void release_weights() { own().gathered = false; }
    /// Computes the weights of a step's samples: in the samples' order, unless gathered. y is
    /// outputs x samples.
    status weigh(uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
        T* const to = own().values;
        if (!own().gathered) {
            const status checked = check_weights(samples);
            if (checked != status::ok) return checked;
        }
        if (list_count == 0) {
            for (uint32_t s = 0; s < samples; ++s) to[s] = T(1);
        } else if (!own().gathered) {
            const T* const all = listed().first;
            for (uint32_t s = 0; s < samples; ++s) to[s] = all[s];
        }
        (weigh_by<Options>(outputs, samples, y, to), ...);
        return status::ok;
    }
    /// Only where the weights lie in memory of the caller's.
    void keep_weights_at(T* first) { own().values = first; }
    /// The memory of the option that masks. Only where there is one.
    template <class Use>
    void for_mask_memory([[maybe_unused]] const Use& use) {
        (use_mask_memory<Options>(use), ...);
    }
    /// use(settings, memory) of the option that simulates. Only where there is one.
    template <class Use>
    void for_simulation([[maybe_unused]] const Use& use) {
        (use_simulation<Options>(use), ...);
    }
    /// Bytes of the option that simulates, for a network of run-time shape.
    static size_t simulation_bytes([[maybe_unused]] const dynamic_shape& shape,
                                   [[maybe_unused]] uint32_t samples) {
        size_t bytes = 0;
        ((bytes = bytes_by<Options>(shape, samples, bytes)), ...);
        return bytes;
    }
    /// The ranges that this option has observed. Only where there is one, and a run-time shape.
    auto observed() const { return observed_by<Options...>(); }
    void add_weights_to(layer_hooks<T>& hooks) const {
        hooks.weigh = detail::weigh_samples<T>;
        hooks.weights = own().values;
    }

    void penalize([[maybe_unused]] const trained_layers<T>& layers,
                  [[maybe_unused]] uint32_t samples, [[maybe_unused]] const T* w,
                  [[maybe_unused]] T* cost, [[maybe_unused]] T* gradient) const {
        (Options::penalize(slot<Options>::settings, layers, samples, w, cost, gradient), ...);
    }
    void clip([[maybe_unused]] size_t count, [[maybe_unused]] T* gradient) const {
        (Options::clip(slot<Options>::settings, count, gradient), ...);
    }
    /// The factor by which weight decay multiplies the weights of a layer.
    T decay_factor([[maybe_unused]] uint32_t layer, [[maybe_unused]] T rate) const {
        T factor = T(1);
        ((factor = Options::decay_factor(slot<Options>::settings, layer, rate, factor)), ...);
        return factor;
    }
    void constrain_weights([[maybe_unused]] const trained_layers<T>& layers,
                           [[maybe_unused]] T* w) const {
        (Options::constrain_weights(slot<Options>::settings, layers, w), ...);
    }

  private:
    own_weights& own() { return *this; }
    const own_weights& own() const { return *this; }
    listed_weights<T> listed() const {
        listed_weights<T> all{nullptr, 0};
        (list_by<Options>(all), ...);
        return all;
    }
    template <class Option>
    void list_by([[maybe_unused]] listed_weights<T>& all) const {
        if constexpr (Option::lists_weights) all = Option::weights_in(slot<Option>::settings);
    }
    template <class Option>
    void weigh_by([[maybe_unused]] uint32_t outputs, [[maybe_unused]] uint32_t samples,
                  [[maybe_unused]] strided_rows<const T> y, [[maybe_unused]] T* to) {
        if constexpr (Option::weighs) {
            Option::weigh(slot<Option>::settings, outputs, samples, y, to);
        }
    }
    template <class Option, class Use>
    void use_mask_memory([[maybe_unused]] const Use& use) {
        if constexpr (Option::masks) use(slot<Option>::memory);
    }
    template <class Option, class Use>
    void use_simulation([[maybe_unused]] const Use& use) {
        if constexpr (Option::simulates) use(slot<Option>::settings, slot<Option>::memory);
    }
    template <class Option>
    static size_t bytes_by([[maybe_unused]] const dynamic_shape& shape,
                           [[maybe_unused]] uint32_t samples, size_t others) {
        if constexpr (Option::simulates) {
            return decltype(slot<Option>::memory)::bytes(shape, samples);
        } else {
            return others;
        }
    }
    template <class First, class... More>
    auto observed_by() const {
        if constexpr (First::simulates) {
            return slot<First>::memory.observed();
        } else {
            return observed_by<More...>();
        }
    }
    template <class Option>
    void mask_by([[maybe_unused]] uint32_t step, [[maybe_unused]] uint32_t samples,
                 [[maybe_unused]] layer_hooks<T>& hooks) {
        if constexpr (Option::masks) {
            hooks = Option::template mask<Network>(slot<Option>::settings, step, samples,
                                                   slot<Option>::memory);
        }
    }
};

template <class... Options>
inline constexpr bool all_different = ((times_named<Options, Options...> == 1) && ...);

/// A trainer's options, none when one is repeated, so that no errors follow the static_assert's.
template <class Network, uint32_t Batch, class... Options>
using unique_options =
    either<all_different<Options...>, trainer_options<Network, Batch, Options...>,
           trainer_options<Network, Batch>>;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
