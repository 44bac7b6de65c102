// SPDX-License-Identifier: MIT
// The network of the stages every_activation_*, in two sizes.
#pragma once

#include <stdint.h>

#include "picomlp/activation/activations.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/network/network.hpp"

namespace testing {

template <class... Activations>
struct activations_in_networks {
    template <class T, uint32_t Inputs, uint32_t... Widths>
    using network =
        picomlp::basic_network<T, picomlp::input<Inputs>, picomlp::dense<Widths, Activations>...>;

    template <class Activation>
    static constexpr bool holds = (picomlp::detail::same_type<Activation, Activations> || ...);
};

/// Never changes, because the bits of its stages must not. An activation that is added gets stages
/// of its own in activation_stages.cpp.
using every_activation =
    activations_in_networks<struct picomlp::sigmoid, picomlp::hyperbolic_tangent, picomlp::relu,
                            picomlp::leaky_relu, picomlp::elu, struct picomlp::softplus,
                            picomlp::silu, picomlp::gelu, picomlp::hard_sigmoid, picomlp::identity>;

}  // namespace testing
