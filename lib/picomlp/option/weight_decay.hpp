// Decoupled weight decay.
#pragma once

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace weight_penalties {

/// share * (1 - rate * decay), every operation rounded by itself; 0 when rate * decay is above 1.
template <class T>
[[nodiscard]] T decayed_share(T decay, T rate, T share) noexcept;

}  // namespace weight_penalties

/// Decoupled weight decay (Loshchilov and Hutter 2019): before the optimizer's step a layer's
/// weights are multiplied by 1 - rate * decay, rate being the step's learning rate; biases never.
/// With Adam this is AdamW. check() does not know the learning rate; a rate * decay above 1 sets
/// the weights to 0 and never changes their sign.
struct weight_decay : option {
    static constexpr type_name<weight_decay> name = "weight_decay";
    static constexpr bool decays = true;

    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        per_layer<T, Network::layer_count> decay = T(0.01);  ///< finite, >= 0; 0 for none
    };

    /// A named setting for a trainer.
    template <class... Numbers>
    static constexpr auto decay(Numbers... values) {
        return detail::name_setting<weight_decay, 0>(
            [values...](auto& to) { detail::set_layers(to.decay, values...); });
    }

    template <class Network>
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::not_negative(Network::layer_count, chosen.decay.value)
                   ? status::ok
                   : status::bad_argument;
    }

    template <class Network, class T>
    static T share(const settings<Network>& chosen, uint32_t layer, T rate, T share) noexcept {
        return weight_penalties::decayed_share(chosen.decay.value[layer], rate, share);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
