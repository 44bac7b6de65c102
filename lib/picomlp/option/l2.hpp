// L2 regularization: a penalty on the squares of the weights.
#pragma once

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace weight_penalties {

/// The work of l2, with a lambda for each layer of the table.
template <class T>
void add_l2(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept;

}  // namespace weight_penalties

/// Adds lambda / (2 samples) times the sum of the squared weights to the mean cost, and lambda /
/// samples times each weight to its gradient; biases never. (Ng, "Improving Deep Neural Networks",
/// week 1: the Frobenius norm of each W.) Each layer has its own lambda; a layer whose lambda is 0
/// costs no time, and one that is frozen adds nothing.
///
///     l2::settings<net>{0.7F}                    the same for all layers
///     l2::settings<net>{{0.7F, 0.7F, 0.0F}}      one for each
///
/// Order and rounding: PENALTY in kernels/order.hpp. A square that overflows makes the cost
/// infinite. When a number of a layer's gradient would not be finite, the first of them becomes
/// infinite and the others stay without the penalty: the step is status::diverged.
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
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::not_negative(Network::layer_count, chosen.lambda.value)
                   ? status::ok
                   : status::bad_argument;
    }

    template <class Network, class T>
    static void penalize(const settings<Network>& chosen, const trained_layers<T>& layers,
                         uint32_t samples, const T* parameters, T* cost, T* gradient) noexcept {
        weight_penalties::add_l2(chosen.lambda.value, layers, samples, parameters, cost, gradient);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
