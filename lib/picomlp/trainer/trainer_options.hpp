// A trainer's options combined: their settings and memory, and hooks that call all of them in turn.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/option/option.hpp"
#include "picomlp/option/sample_weights.hpp"
#include "picomlp/trainer/gather.hpp"
#include "picomlp/trainer/training_tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// One option's settings and memory within a trainer.
template <class Network, uint32_t Batch, class Option>
struct option_slot {
    typename Option::template settings<Network> chosen;
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

template <class Option, class... Options>
inline constexpr uint32_t times_named = (0 + ... + (same_type<Option, Options> ? 1 : 0));

/// Never defined. Keeps the message of a static_assert the only one.
template <class T>
T& nothing_of();

template <class Network, uint32_t Batch, class... Options>
class trainer_options
    : step_weights<typename Network::value_type,
                   ((Options::weighs || Options::lists_weights) || ... || false) ? Batch : 0>,
      option_slot<Network, Batch, Options>... {
    using T = typename Network::value_type;
    template <class Option>
    using slot = option_slot<Network, Batch, Option>;
    using own_weights =
        step_weights<T, ((Options::weighs || Options::lists_weights) || ... || false) ? Batch : 0>;

  public:
    static constexpr bool decays = (Options::decays || ... || false);
    static constexpr uint32_t mask_count = (0 + ... + (Options::masks ? 1 : 0));
    static constexpr bool masks = mask_count > 0;
    static constexpr uint32_t list_count = (0 + ... + (Options::lists_weights ? 1 : 0));
    static constexpr bool weighs = list_count > 0 || (Options::weighs || ... || false);
    static constexpr bool needs_classes = (Options::needs_classes || ... || false);

    static constexpr bool is_frozen([[maybe_unused]] uint32_t number) {
        return (Options::freezes(number) || ... || false);
    }

    trainer_options() : own_weights{}, slot<Options>{{}, {}}... {}

    /// Calls apply(settings) for the settings of Owner, an option or a type within one. False when
    /// there are none.
    template <class Owner, class Apply>
    constexpr bool with_settings_of(Apply apply) {
        return (with_settings_in<Owner, Options>(apply) || ... || false);
    }
    /// Replaces an option's settings as a whole. False when they belong to none of these options.
    template <class Settings>
    constexpr bool replace(const Settings& all) {
        return (replace_in<Options>(all) || ... || false);
    }
    template <class Owner>
    static constexpr bool has_settings_of() {
        return ((same_type<Owner, Options> || part_in<Owner, Options>) || ... || false);
    }
    template <class Settings>
    static constexpr bool has_settings_like() {
        return (same_type<Settings, typename Options::template settings<Network>> || ... || false);
    }

    template <class Option>
    const typename Option::template settings<Network>& settings() const {
        constexpr bool named = times_named<Option, Options...> == 1;
        static_assert(named, "picomlp: the trainer has no option of this type");
        if constexpr (named) {
            return slot<Option>::chosen;
        } else {
            return nothing_of<typename Option::template settings<Network>>();
        }
    }

    status check() const {
        status found = status::ok;
        ((found = found == status::ok ? Options::check(slot<Options>::chosen) : found), ...);
        return found;
    }
    T learning_rate([[maybe_unused]] uint32_t step, [[maybe_unused]] T rate) const {
        ((rate = Options::learning_rate(slot<Options>::chosen, step, rate)), ...);
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
    /// Computes the weights of a step's samples: in the samples' order, unless gathered.
    status weigh(uint32_t samples, strided_rows<const T> y) {
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
        (weigh_by<Options>(samples, y, to), ...);
        return status::ok;
    }
    void add_weights_to(layer_hooks<T>& hooks) const {
        hooks.weigh = detail::weigh_samples<T>;
        hooks.weights = own().values;
    }

    void penalize([[maybe_unused]] const trained_layers<T>& layers,
                  [[maybe_unused]] uint32_t samples, [[maybe_unused]] const T* w,
                  [[maybe_unused]] T* cost, [[maybe_unused]] T* gradient) const {
        (Options::penalize(slot<Options>::chosen, layers, samples, w, cost, gradient), ...);
    }
    void clip([[maybe_unused]] size_t count, [[maybe_unused]] T* gradient) const {
        (Options::clip(slot<Options>::chosen, count, gradient), ...);
    }
    T decay_factor([[maybe_unused]] uint32_t layer, [[maybe_unused]] T rate) const {
        T factor = T(1);
        ((factor = Options::decay_factor(slot<Options>::chosen, layer, rate, factor)), ...);
        return factor;
    }
    void constrain_weights([[maybe_unused]] const trained_layers<T>& layers,
                           [[maybe_unused]] T* w) const {
        (Options::constrain_weights(slot<Options>::chosen, layers, w), ...);
    }

  private:
    template <class Owner, class Option>
    static constexpr bool part_in =
        !same_type<decltype(Option::template part_of<Owner>(
                       *static_cast<typename Option::template settings<Network>*>(nullptr))),
                   decltype(nullptr)>;
    template <class Owner, class Option, class Apply>
    constexpr bool with_settings_in([[maybe_unused]] Apply& apply) {
        if constexpr (same_type<Owner, Option>) {
            apply(slot<Option>::chosen);
            return true;
        } else if constexpr (part_in<Owner, Option>) {
            apply(*Option::template part_of<Owner>(slot<Option>::chosen));
            return true;
        } else {
            return false;
        }
    }
    template <class Option, class Settings>
    constexpr bool replace_in([[maybe_unused]] const Settings& all) {
        if constexpr (same_type<Settings, typename Option::template settings<Network>>) {
            slot<Option>::chosen = all;
            return true;
        } else {
            return false;
        }
    }
    own_weights& own() { return *this; }
    const own_weights& own() const { return *this; }
    listed_weights<T> listed() const {
        listed_weights<T> all{nullptr, 0};
        (list_by<Options>(all), ...);
        return all;
    }
    template <class Option>
    void list_by([[maybe_unused]] listed_weights<T>& all) const {
        if constexpr (Option::lists_weights) all = Option::weights_in(slot<Option>::chosen);
    }
    template <class Option>
    void weigh_by([[maybe_unused]] uint32_t samples, [[maybe_unused]] strided_rows<const T> y,
                  [[maybe_unused]] T* to) {
        if constexpr (Option::weighs) {
            Option::weigh(slot<Option>::chosen, Network::outputs, samples, y, to);
        }
    }
    template <class Option>
    void mask_by([[maybe_unused]] uint32_t step, [[maybe_unused]] uint32_t samples,
                 [[maybe_unused]] layer_hooks<T>& hooks) {
        if constexpr (Option::masks) {
            hooks = Option::template mask<Network>(slot<Option>::chosen, step, samples,
                                                   slot<Option>::memory);
        }
    }
};

/// Replaces the options when one is repeated, so that no errors follow the static_assert's.
template <class Network, uint32_t Batch>
struct repeated_options : trainer_options<Network, Batch> {};

template <bool Unique, class Network, uint32_t Batch, class... Options>
struct options_of_trainer {
    using type = trainer_options<Network, Batch, Options...>;
};
template <class Network, uint32_t Batch, class... Options>
struct options_of_trainer<false, Network, Batch, Options...> {
    using type = repeated_options<Network, Batch>;
};

template <class... Options>
inline constexpr bool all_different = ((times_named<Options, Options...> == 1) && ...);
template <class Network, uint32_t Batch, class... Options>
using unique_options =
    typename options_of_trainer<all_different<Options...>, Network, Batch, Options...>::type;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
