// L1 regularization: a penalty on the magnitudes of the weights.
#pragma once

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace weight_penalties {

/// The work of l1, with a lambda for each layer of the table.
template <class T>
void add_l1(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept;

}  // namespace weight_penalties

/// Adds lambda / samples times the sum of the weights' magnitudes to the mean cost, and lambda /
/// samples times each weight's sign to its gradient, 0 for a weight of 0; biases never. (Tibshirani
/// 1996, "Regression shrinkage and selection via the lasso".) Each layer has its own lambda; a
/// layer whose lambda is 0 costs no time, and one that is frozen adds nothing.
///
/// Order and rounding: PENALTY in kernels/order.hpp. What overflows becomes infinite.
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
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::not_negative(Network::layer_count, chosen.lambda.value)
                   ? status::ok
                   : status::bad_argument;
    }

    template <class Network, class T>
    static void penalize(const settings<Network>& chosen, const trained_layers<T>& layers,
                         uint32_t samples, const T* parameters, T* cost, T* gradient) noexcept {
        weight_penalties::add_l1(chosen.lambda.value, layers, samples, parameters, cost, gradient);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
