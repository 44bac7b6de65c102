// SPDX-License-Identifier: MIT
// Weights of samples in the cost: by their classes, or one for each sample.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// cost[s] *= weights[first + s], and all of sample s's delta likewise, unless that is null: a
/// layer_hooks::weigh_routine.
template <class T>
void weigh_samples(const T* weights, uint32_t outputs, uint32_t first, uint32_t samples, T* cost,
                   strided_rows<T> delta) noexcept;

/// weights[s] *= of_class[class of sample s].
template <class T>
void weigh_by_class(const T* of_class, uint32_t outputs, uint32_t samples, strided_rows<const T> y,
                    T* weights) noexcept;

/// The work of class_weights::balance(); `counts` has an element for each class.
template <class T>
status balance_classes(uint32_t outputs, strided_samples<const T> y, uint32_t* counts,
                       T* of_class) noexcept;

/// Refers to numbers in storage that must outlive it. T is void when the argument does not hold
/// numbers.
template <class T>
struct number_sequence {
    const T* first;
    size_t count;
};
template <class T, size_t Count>
constexpr number_sequence<T> sequence_of(const T (&all)[Count], int) {
    return {all, Count};
}
template <class T>
constexpr number_sequence<T> sequence_at(const T* first, size_t count) {
    return {first, count};
}
template <class Container>
constexpr auto sequence_of(const Container& all, int)
    -> decltype(sequence_at(all.data(), all.size())) {
    return sequence_at(all.data(), all.size());
}
template <class Anything>
constexpr number_sequence<void> sequence_of(const Anything&, long) {
    return {nullptr, 0};
}

/// Stores a sequence in the settings; a sequence of another type does not compile.
template <class T, class Settings>
constexpr void set_sequence(number_sequence<T> all, Settings& to) {
    constexpr bool right = same_type<T, typename Settings::T>;
    static_assert(right,
                  "picomlp: sample weights are numbers of the network's value_type (float for "
                  "network<...>), in an array or a container with data() and size(), or a pointer "
                  "and their number");
    if constexpr (right) {
        to.values = all.first;
        to.count = static_cast<uint32_t>(all.count);
        // A count that does not fit is reported as null is: status::bad_argument.
        if (to.count != all.count) to.values = nullptr;
    }
}

}  // namespace detail

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
        static constexpr uint32_t classes = class_count(Network::outputs);  ///< weights

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
    /// Fails with status::no_samples or status::not_finite_input; `settings` then stays unchanged.
    template <class Network, class YSamples>
    static status balance(const YSamples& y, settings<Network>& settings) {
        using T = typename Network::value_type;
        const auto from = detail::checked_samples<Network::outputs, const T>(y);
        if (from.status != status::ok) return from.status;
        uint32_t counts[class_count(Network::outputs)];
        return detail::balance_classes<T>(Network::outputs, detail::strided(from.view), counts,
                                          settings.weight);
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_not_negative(settings.classes, settings.weight);
    }

    template <class Network, class T>
    static void weigh(const settings<Network>& settings, uint32_t outputs, uint32_t samples,
                      strided_rows<const T> y, T* weights) noexcept {
        detail::weigh_by_class(settings.weight, outputs, samples, y, weights);
    }

  private:
    template <class T>
    using plain = typename detail::plain_type<T>::type;
};

/// Weights each sample by its own number. With w(s) the weight of sample s, the cost of a step is
/// the sum of w(s) cost(s) over the number of samples, and the gradient is that cost's. (Keras's
/// sample_weight.) Rounding, penalties and validation are as in class_weights.
///
///     trainer<net, mean_squared_error, adam, batch<32>, sample_weights>
///         t{sample_weights::values(weights)};
///
/// There is one weight for each sample of the x that a call takes, in the same order. epoch() and
/// fit() draw samples from x together with their weights. Any other number of weights is
/// status::mismatched_samples. Before a step() on other samples, set() their weights. Weights are
/// referred to, not copied, so they must live as long as the trainer trains.
struct sample_weights : option {
    static constexpr type_name<sample_weights> name = "sample_weights";
    static constexpr bool lists_weights = true;

    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        const T* values = nullptr;  ///< finite, >= 0; null is status::bad_argument
        uint32_t count = 0;         ///< as many as the data set has samples
    };

    /// The weights in an array, or in anything with data() and size(), for a trainer.
    template <class Numbers>
    static constexpr auto values(const Numbers& all) {
        const auto listed = detail::sequence_of(all, 0);
        return detail::name_setting<sample_weights, 0>(
            [listed](auto& to) { detail::set_sequence(listed, to); });
    }
    /// `count` weights from `first` on.
    template <class T>
    static constexpr auto values(const T* first, size_t count) {
        return detail::name_setting<sample_weights, 0>([first, count](auto& to) {
            detail::set_sequence(detail::number_sequence<T>{first, count}, to);
        });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return settings.values ? status::ok : status::bad_argument;
    }

    template <class Network>
    static listed_weights<typename Network::value_type> weights_in(
        const settings<Network>& settings) noexcept {
        return {settings.values, settings.count};
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
