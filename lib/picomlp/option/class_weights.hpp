// Class weights, for data in which some classes are rare.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/network/label_of.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace weighing {

/// weights[s] *= of_class[class of sample s].
template <class T>
void weigh_by_class(const T* of_class, uint32_t outputs, uint32_t samples, strided_rows<const T> y,
                    T* weights) noexcept;

/// The work of class_weights::balance(); `counts` has a place for each class.
template <class T>
status balance(uint32_t outputs, strided_samples<const T> y, uint32_t* counts,
               T* of_class) noexcept;

}  // namespace weighing

/// Weights each sample by its class. With w(s) the weight of sample s, the cost of a step is the
/// sum of w(s) cost(s) over the number of samples, and the gradient is that cost's. (Keras's
/// class_weight; PyTorch divides by the sum of the weights instead. Balanced weights add up to the
/// number of samples, so that over all of them it is the same.) A sample's class is label_of() its
/// targets. Penalties are not weighted. Nor are validation costs in fit(): they are costs of the
/// loss alone. evaluate() takes weights as an argument.
///
///     trainer<net, binary_cross_entropy, adam, batch<32>, class_weights>
///         t{class_weights::weights(1.0F, 300.0F)};   class 0, class 1, ...
///
/// With sample_weights as well, w is the product of both, rounded once. Each product w cost(s), and
/// each w delta with the delta of loss.hpp, is rounded once. A weight of 1 changes no bit.
struct class_weights : option {
    static constexpr type_name<class_weights> name = "class_weights";
    static constexpr bool weighs = true;
    static constexpr bool needs_classes = true;

    /// All weights are 1 at first.
    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        static constexpr uint32_t classes = class_count(Network::outputs);

        constexpr settings() : weight() {
            for (T& of_class : weight) of_class = T(1);
        }

        T weight[classes];  ///< finite, >= 0
    };

    /// One for each class, from class 0 on, for a trainer.
    template <class... Numbers>
    static constexpr auto weights(Numbers... values) {
        return detail::name_setting<class_weights, 0>([values...](auto& to) {
            constexpr bool numbers = (detail::is_number<Numbers> && ...);
            constexpr bool fits = sizeof...(Numbers) == plain<decltype(to)>::classes;
            static_assert(numbers, "picomlp: this setting is a number for each class");
            static_assert(!numbers || fits,
                          "picomlp: class_weights::weights takes one number for each class: two "
                          "for a network with one output");
            if constexpr (numbers && fits) {
                uint32_t k = 0;
                ((to.weight[k++] = static_cast<plain<decltype(to.weight[0])>>(values)), ...);
            }
        });
    }

    /// Weights that give every class the same total: samples / (classes * samples of the class), as
    /// scikit-learn's "balanced". `classes` counts those that occur in y; the others get weight 1.
    /// y holds targets in either order, as in predict(). Three operations, each rounded once.
    ///
    /// Fails with status::no_samples or status::not_finite_input; `chosen` is then as it was.
    template <class Network, class YSamples>
    static status balance(const YSamples& y, settings<Network>& chosen) {
        using T = typename Network::value_type;
        const auto from = detail::checked_samples<Network::outputs, const T>(y);
        if (from.status != status::ok) return from.status;
        uint32_t counts[settings<Network>::classes];
        return weighing::balance<T>(Network::outputs, detail::strided(from.view), counts,
                                    chosen.weight);
    }

    template <class Network>
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::not_negative(settings<Network>::classes, chosen.weight)
                   ? status::ok
                   : status::bad_argument;
    }

    template <class Network, class T>
    static void weigh(const settings<Network>& chosen, uint32_t outputs, uint32_t samples,
                      strided_rows<const T> y, T* weights) noexcept {
        weighing::weigh_by_class(chosen.weight, outputs, samples, y, weights);
    }

  private:
    template <class T>
    using plain = typename detail::plain_type<T>::type;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
