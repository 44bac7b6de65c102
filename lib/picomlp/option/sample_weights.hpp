// Sample weights.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

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
        uint32_t count = 0;
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
    static status check(const settings<Network>& chosen) noexcept {
        return chosen.values ? status::ok : status::bad_argument;
    }

    template <class Network>
    static listed_weights<typename Network::value_type> weights_in(
        const settings<Network>& chosen) noexcept {
        return {chosen.values, chosen.count};
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
