// SPDX-License-Identifier: MIT
// Shapes of networks, as types: networks of run-time shape are held against them. Every activation,
// one to five layers, sizes around those of vectors.
#pragma once

#include "picomlp/picomlp.hpp"

namespace reference {

template <class... Networks>
struct network_list {
    static constexpr uint32_t count = sizeof...(Networks);
};

/// A network's layers as numbers.
template <class Network>
struct described {
    static constexpr picomlp::dynamic_shape shape = picomlp::image_shape_of<Network>();
};

template <class T, uint32_t Inputs, class... Layers>
using net_of = picomlp::basic_network<T, picomlp::input<Inputs>, Layers...>;
template <uint32_t Units, class Activation>
using units = picomlp::dense<Units, Activation>;

template <class T>
using forty_networks = network_list<
    net_of<T, 3, units<1, struct picomlp::sigmoid>>,
    net_of<T, 31, units<23, struct picomlp::relu>, units<2, struct picomlp::softmax>>,
    net_of<T, 31, units<17, struct picomlp::leaky_relu>, units<5, struct picomlp::identity>>,
    net_of<T, 33, units<16, struct picomlp::sigmoid>, units<3, struct picomlp::hard_swish>,
           units<2, struct picomlp::sigmoid>>,
    net_of<T, 5, units<17, struct picomlp::relu>, units<7, struct picomlp::relu>,
           units<1, struct picomlp::softsign>>,
    net_of<T, 16, units<8, struct picomlp::relu>, units<12, struct picomlp::hyperbolic_tangent>,
           units<1, struct picomlp::sigmoid>>,
    net_of<T, 1, units<23, struct picomlp::softplus>, units<31, struct picomlp::hard_sigmoid>,
           units<12, struct picomlp::silu>, units<2, struct picomlp::softmax>>,
    net_of<T, 12, units<33, struct picomlp::hard_sigmoid>, units<1, struct picomlp::relu6>,
           units<9, struct picomlp::gelu>, units<15, struct picomlp::hyperbolic_tangent>,
           units<2, struct picomlp::identity>>,
    net_of<T, 1, units<17, struct picomlp::sigmoid>>,
    net_of<T, 31, units<5, struct picomlp::relu>, units<4, struct picomlp::gelu_tanh>>,
    net_of<T, 7, units<12, struct picomlp::relu>, units<1, struct picomlp::sigmoid>>,
    net_of<T, 23, units<3, struct picomlp::selu>, units<2, struct picomlp::softplus>,
           units<4, struct picomlp::softmax>>,
    net_of<T, 17, units<7, struct picomlp::relu>, units<9, struct picomlp::gelu>,
           units<2, struct picomlp::identity>>,
    net_of<T, 1, units<4, struct picomlp::mish>, units<5, struct picomlp::softsign>,
           units<17, struct picomlp::sigmoid>>,
    net_of<T, 16, units<15, struct picomlp::relu>, units<8, struct picomlp::gelu_tanh>,
           units<9, struct picomlp::identity>, units<1, struct picomlp::leaky_relu>>,
    net_of<T, 33, units<2, struct picomlp::relu>, units<1, struct picomlp::leaky_relu>,
           units<31, struct picomlp::relu>, units<23, struct picomlp::softsign>,
           units<1, struct picomlp::sigmoid>>,
    net_of<T, 31, units<10, struct picomlp::softmax>>,
    net_of<T, 12, units<5, struct picomlp::relu>, units<1, struct picomlp::identity>>,
    net_of<T, 3, units<16, struct picomlp::relu>, units<3, struct picomlp::sigmoid>>,
    net_of<T, 4, units<23, struct picomlp::sigmoid>, units<1, struct picomlp::hard_swish>,
           units<3, struct picomlp::elu>>,
    net_of<T, 4, units<12, struct picomlp::hyperbolic_tangent>, units<12, struct picomlp::relu>,
           units<1, struct picomlp::sigmoid>>,
    net_of<T, 17, units<9, struct picomlp::elu>, units<31, struct picomlp::hyperbolic_tangent>,
           units<3, struct picomlp::softmax>>,
    net_of<T, 7, units<15, struct picomlp::softplus>, units<1, struct picomlp::hard_sigmoid>,
           units<33, struct picomlp::silu>, units<5, struct picomlp::identity>>,
    net_of<T, 12, units<7, struct picomlp::relu>, units<23, struct picomlp::relu6>,
           units<4, struct picomlp::gelu>, units<8, struct picomlp::hyperbolic_tangent>,
           units<17, struct picomlp::sigmoid>>,
    net_of<T, 15, units<1, struct picomlp::silu>>,
    net_of<T, 3, units<33, struct picomlp::relu>, units<1, struct picomlp::sigmoid>>,
    net_of<T, 3, units<12, struct picomlp::relu6>, units<10, struct picomlp::softmax>>,
    net_of<T, 2, units<1, struct picomlp::selu>, units<7, struct picomlp::softplus>,
           units<1, struct picomlp::identity>>,
    net_of<T, 15, units<12, struct picomlp::relu>, units<1, struct picomlp::gelu>,
           units<17, struct picomlp::sigmoid>>,
    net_of<T, 31, units<4, struct picomlp::relu>, units<23, struct picomlp::softsign>,
           units<1, struct picomlp::selu>>,
    net_of<T, 1, units<16, struct picomlp::relu>, units<31, struct picomlp::gelu_tanh>,
           units<8, struct picomlp::relu>, units<1, struct picomlp::sigmoid>>,
    net_of<T, 23, units<4, struct picomlp::gelu_tanh>, units<5, struct picomlp::leaky_relu>,
           units<7, struct picomlp::relu>, units<12, struct picomlp::softsign>,
           units<10, struct picomlp::softmax>>,
    net_of<T, 16, units<1, struct picomlp::identity>>,
    net_of<T, 3, units<17, struct picomlp::relu>, units<2, struct picomlp::sigmoid>>,
    net_of<T, 5, units<12, struct picomlp::relu>, units<1, struct picomlp::hard_swish>>,
    net_of<T, 9, units<4, struct picomlp::relu>, units<16, struct picomlp::hard_swish>,
           units<1, struct picomlp::sigmoid>>,
    net_of<T, 9, units<7, struct picomlp::relu>, units<4, struct picomlp::relu>,
           units<3, struct picomlp::softmax>>,
    net_of<T, 3, units<12, struct picomlp::elu>, units<23, struct picomlp::hyperbolic_tangent>,
           units<5, struct picomlp::identity>>,
    net_of<T, 3, units<15, struct picomlp::softplus>, units<9, struct picomlp::hard_sigmoid>,
           units<23, struct picomlp::silu>, units<17, struct picomlp::sigmoid>>,
    net_of<T, 23, units<33, struct picomlp::relu>, units<23, struct picomlp::relu6>,
           units<4, struct picomlp::gelu>, units<12, struct picomlp::hyperbolic_tangent>,
           units<4, struct picomlp::log_softmax>>>;

/// Activations with parameters: in a run-time shape the layers hold them.
template <class T>
using parametric_networks = network_list<
    net_of<T, 3, units<1, picomlp::leaky_relu_of<3, 10>>>,
    net_of<T, 17, units<23, picomlp::leaky_relu_of<1, 5>>, units<2, struct picomlp::softmax>>,
    net_of<T, 5, units<16, picomlp::leaky_relu_of<-1, 4>>, units<7, picomlp::elu_of<1, 2>>,
           units<1, struct picomlp::sigmoid>>,
    net_of<T, 12, units<9, picomlp::elu_of<7, 3>>, units<5, picomlp::leaky_relu_of<-3>>>,
    net_of<T, 2, units<10, struct picomlp::relu>, units<1, picomlp::elu_of<1, 3>>>,
    net_of<T, 16, units<33, struct picomlp::relu>, units<17, picomlp::leaky_relu_of<3, 2>>,
           units<4, picomlp::elu_of<1, 100>>, units<3, struct picomlp::identity>>>;

template <class... First, class... Second>
network_list<First..., Second...> joined(network_list<First...>, network_list<Second...>);
/// All of them.
template <class T>
using dynamic_cases = decltype(joined(forty_networks<T>{}, parametric_networks<T>{}));

}  // namespace reference
