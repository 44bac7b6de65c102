// SPDX-License-Identifier: MIT
// Regularization of the weights: L2 and L1 penalties, decoupled weight decay.
#pragma once

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// The work of l1, l2 and weight_decay; `lambda` has an element for each layer of the table.
template <class T>
void add_l1(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept;
template <class T>
void add_l2(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept;
template <class T>
[[nodiscard]] T decay_weights(T decay, T rate, T factor) noexcept;

}  // namespace detail

/// Adds lambda / (2 samples) times the sum of the squared weights to the mean cost, and lambda /
/// samples times each weight to its gradient; biases never. (Ng, "Improving Deep Neural Networks",
/// week 1: the Frobenius norm of each W.) Each layer has its own lambda; a layer whose lambda is 0
/// costs no time, and one that is frozen adds nothing.
///
///     l2::settings<net>{0.7F}                    the same for all layers
///     l2::settings<net>{{0.7F, 0.7F, 0.0F}}      one for each
///
/// Order and rounding: PENALTY in kernels/order.hpp. A square that overflows makes the cost
/// infinite. When an element of a layer's gradient would not be finite, the first element of that
/// layer becomes infinite and the others stay without the penalty: the step is status::diverged.
struct l2 : option {
    static constexpr type_name<l2> name = "l2";
    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        per_layer<T, Network::layer_count> lambda = T(0);  ///< finite, >= 0; 0 for no penalty
    };

    /// A named setting for a trainer.
    template <class... Numbers>
    static constexpr auto lambda(Numbers... values) {
        return detail::name_setting<l2, 0>(
            [values...](auto& to) { detail::set_layers(to.lambda, values...); });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_not_negative(settings.lambda);
    }

    template <class Network, class T>
    static void penalize(const settings<Network>& settings, const trained_layers<T>& layers,
                         uint32_t samples, const T* parameters, T* cost, T* gradient) noexcept {
        detail::add_l2(settings.lambda.value, layers, samples, parameters, cost, gradient);
    }
};

/// Adds lambda / samples times the sum of the weights' magnitudes to the mean cost, and lambda /
/// samples times each weight's sign to its gradient, 0 for a weight of 0; biases never. (Tibshirani
/// 1996, "Regression shrinkage and selection via the lasso".) Layers and rounding as in l2. What
/// overflows becomes infinite.
struct l1 : option {
    static constexpr type_name<l1> name = "l1";
    static constexpr bool has_kinks = true;  // a weight at 0
    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        per_layer<T, Network::layer_count> lambda = T(0);  ///< finite, >= 0; 0 for no penalty
    };

    /// A named setting for a trainer.
    template <class... Numbers>
    static constexpr auto lambda(Numbers... values) {
        return detail::name_setting<l1, 0>(
            [values...](auto& to) { detail::set_layers(to.lambda, values...); });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_not_negative(settings.lambda);
    }

    template <class Network, class T>
    static void penalize(const settings<Network>& settings, const trained_layers<T>& layers,
                         uint32_t samples, const T* parameters, T* cost, T* gradient) noexcept {
        detail::add_l1(settings.lambda.value, layers, samples, parameters, cost, gradient);
    }
};

/// Decoupled weight decay (Loshchilov and Hutter 2019): before the optimizer's step a layer's
/// weights are multiplied by 1 - rate * decay, rate being the step's learning rate; biases never.
/// With Adam this is AdamW. Every operation is rounded by itself. check() does not know the
/// learning rate: where rate * decay is above 1, the weights become 0, never of the other sign.
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
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_not_negative(settings.decay);
    }

    /// factor * (1 - rate * decay)
    template <class Network, class T>
    static T decay_factor(const settings<Network>& settings, uint32_t layer, T rate,
                          T factor) noexcept {
        return detail::decay_weights(settings.decay.value[layer], rate, factor);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
