// The activations of hidden layers, as types.
#pragma once

#include "picomlp/picomlp.hpp"

namespace playground {

/// In the order of `hidden` and its names. The last layer's sigmoid is among them.
using activations =
    picomlp::activation_list<picomlp::relu, picomlp::hyperbolic_tangent, picomlp::leaky_relu,
                             picomlp::relu6, picomlp::elu, picomlp::selu, picomlp::softplus,
                             picomlp::softsign, picomlp::sigmoid, picomlp::hard_sigmoid,
                             picomlp::silu, picomlp::hard_swish, picomlp::gelu, picomlp::gelu_tanh,
                             picomlp::mish, picomlp::identity>;

/// What is known of an activation besides what the library's tables for any shape have.
struct activation_facts {
    uint32_t code;
    picomlp::activation_limits limits;
};

namespace detail {

template <class List>
struct facts_of;
template <class... Activations>
struct facts_of<picomlp::activation_list<Activations...>> {
    static constexpr activation_facts entry[] = {
        {picomlp::code_of<Activations>(), picomlp::limits_of<Activations>}...};
};

}  // namespace detail

/// By the number of the activation.
inline constexpr auto& facts = detail::facts_of<activations>::entry;

}  // namespace playground
