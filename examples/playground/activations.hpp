// SPDX-License-Identifier: MIT
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

namespace detail {

template <class List>
struct codes_of;
template <class... Activations>
struct codes_of<picomlp::activation_list<Activations...>> {
    static constexpr uint32_t entry[] = {picomlp::code_of<Activations>()...};
};

}  // namespace detail

/// By the number of the activation.
inline constexpr auto& codes = detail::codes_of<activations>::entry;

}  // namespace playground
