// A network's and a loss's types as constant tables for the compiled core.
#pragma once

#include "picomlp/network/network.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class A, class B>
inline constexpr bool same_type = false;
template <class A>
inline constexpr bool same_type<A, A> = true;

/// A network's training tables, constants in flash.
template <class Network, class Loss>
struct training_tables;

template <class T, class Input, class... Layers, class Loss>
struct training_tables<basic_network<T, Input, Layers...>, Loss> {
    using network = basic_network<T, Input, Layers...>;
    template <class Last>
    struct last_type {
        using type = Last;
    };
    using last_activation =
        typename decltype((last_type<typename Layers::activation>{}, ...))::type;
    static constexpr bool takes_logits = !same_type<typename Loss::activation, void>;
    static_assert(
        !takes_logits || same_type<typename Loss::activation, last_activation>,
        "picomlp: a cross-entropy is computed from logits: give the last layer sigmoid for "
        "binary_cross_entropy, softmax for softmax_cross_entropy");

    static constexpr training_layer<T> layers[network::layer_count] = {
        {Layers::activation::template derivative<T>, Layers::activation::derivative_takes}...};
    static constexpr objective<T> loss = {Loss::template check<T>, Loss::template evaluate<T>,
                                          takes_logits};

    /// Rows of activations kept for the backward pass.
    static constexpr uint32_t kept() {
        uint32_t sum = 0;
        for (uint32_t l = 0; l < network::layer_count; ++l) {
            sum += activations_kept(network::sizes[l + 1], layers[l].derivative_takes,
                                    takes_logits && l + 1 == network::layer_count);
        }
        return sum;
    }
    static constexpr uint32_t widest() {
        uint32_t size = 0;
        for (uint32_t l = 1; l <= network::layer_count; ++l) {
            size = network::sizes[l] > size ? network::sizes[l] : size;
        }
        return size;
    }
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
