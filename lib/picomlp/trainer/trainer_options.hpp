// A trainer's options as one: their settings and memory, and each question asked of all in turn.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/option/option.hpp"
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

template <class Option, class... Options>
inline constexpr uint32_t times_named = (0 + ... + (same_type<Option, Options> ? 1 : 0));

template <class Network, uint32_t Batch, class... Options>
class trainer_options : option_slot<Network, Batch, Options>... {
    using T = typename Network::value_type;
    template <class Option>
    using slot = option_slot<Network, Batch, Option>;
    static_assert(((times_named<Options, Options...> == 1) && ...),
                  "picomlp: a trainer's options are named once each");

  public:
    static constexpr bool decays = (Options::decays || ... || false);
    static constexpr bool masks = (Options::masks || ... || false);
    static_assert((0 + ... + (Options::masks ? 1 : 0)) <= 1,
                  "picomlp: a trainer takes one kind of dropout");

    static constexpr bool is_frozen([[maybe_unused]] uint32_t number) {
        return (Options::freezes(number) || ... || false);
    }

    explicit trainer_options(const typename Options::template settings<Network>&... chosen)
        : slot<Options>{chosen, {}}... {}

    template <class Option>
    typename Option::template settings<Network>& chosen() {
        static_assert(times_named<Option, Options...> == 1,
                      "picomlp: the trainer has no option of this type");
        return slot<Option>::chosen;
    }
    template <class Option>
    const typename Option::template settings<Network>& chosen() const {
        static_assert(times_named<Option, Options...> == 1,
                      "picomlp: the trainer has no option of this type");
        return slot<Option>::chosen;
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
    void penalize([[maybe_unused]] const trained_layers<T>& layers,
                  [[maybe_unused]] uint32_t samples, [[maybe_unused]] const T* w,
                  [[maybe_unused]] T* cost, [[maybe_unused]] T* gradient) const {
        (Options::penalize(slot<Options>::chosen, layers, samples, w, cost, gradient), ...);
    }
    void clip([[maybe_unused]] size_t count, [[maybe_unused]] T* gradient) const {
        (Options::clip(slot<Options>::chosen, count, gradient), ...);
    }
    T share([[maybe_unused]] uint32_t layer, [[maybe_unused]] T rate) const {
        T kept = T(1);
        ((kept = Options::share(slot<Options>::chosen, layer, rate, kept)), ...);
        return kept;
    }
    void constrain([[maybe_unused]] const trained_layers<T>& layers, [[maybe_unused]] T* w) const {
        (Options::constrain(slot<Options>::chosen, layers, w), ...);
    }

  private:
    template <class Option>
    void mask_by([[maybe_unused]] uint32_t step, [[maybe_unused]] uint32_t samples,
                 [[maybe_unused]] layer_hooks<T>& hooks) {
        if constexpr (Option::masks) {
            hooks = Option::template mask<Network>(slot<Option>::chosen, step, samples,
                                                   slot<Option>::memory);
        }
    }
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
