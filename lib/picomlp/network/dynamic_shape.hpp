// SPDX-License-Identifier: MIT
// The shape of a network that is known at run time alone: its layers, as numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A fully connected layer.
struct dynamic_layer {
    uint32_t outputs;     ///< its units, 1 to 65535
    uint32_t activation;  ///< the activation's code: code_of<relu>() (base/type_name.hpp)
    uint32_t parameter[2] = {0, 0};  ///< the bits of the activation's parameter as a number of the
                                     ///< network's type, the low ones first; 0 where it has none
};

/// The layers of a network, from the first to the last. Refers to an array of the caller's, which
/// must stay as long as the shape, or what was opened with it, is used.
struct dynamic_shape {
    uint32_t inputs;              ///< features of a sample, 1 to 65535
    uint32_t layer_count;         ///< 1 to 255
    const dynamic_layer* layers;  ///< the first one first

    constexpr dynamic_shape() : inputs(0), layer_count(0), layers(nullptr) {}
    /// The layers are referred to, not copied.
    constexpr dynamic_shape(uint32_t features, const dynamic_layer* first, uint32_t count)
        : inputs(features), layer_count(count), layers(first) {}
    /// Of an array of layers.
    template <size_t Count>
    constexpr dynamic_shape(uint32_t features, const dynamic_layer (&all)[Count])
        : dynamic_shape(features, all, static_cast<uint32_t>(Count)) {}

    /// Units of the last layer. Precondition: there is one.
    constexpr uint32_t outputs() const { return layers[layer_count - 1].outputs; }
};

/// The most layers of a network whose shape is known at run time.
inline constexpr uint32_t most_dynamic_layers = 255;

/// status::unusable_shape unless there are 1 to most_dynamic_layers layers, all sizes are 1 to
/// 65535, and the parameters' count times 16 fits into a size_t. Activations are not looked at.
status check_shape(const dynamic_shape& shape) noexcept;

/// The count of weights and biases; 0 unless check_shape() is ok.
size_t parameter_count_of(const dynamic_shape& shape) noexcept;

namespace detail {

/// parameter_count_of(a shape) whose layers lie at any address, as objects of dynamic_layer or, if
/// Reversed, with the bytes of their numbers in the other order. Unless that is 0, raises widest[0]
/// to the units of the widest of the layers 1, 3, ..., and widest[1] to those of 2, 4, ...
template <bool Reversed>
size_t measure_layers(uint32_t inputs, uint32_t count, const void* layers,
                      uint32_t (&widest)[2]) noexcept;

}  // namespace detail

/// Units of the widest of the layers first, first + 2, ..., which count from 1; 1 when there is
/// none.
constexpr uint32_t widest_layer(const dynamic_shape& shape, uint32_t first) {
    uint32_t widest = 1;
    for (uint32_t l = first - 1; l < shape.layer_count; l += 2) {
        const uint32_t units = shape.layers[l].outputs;
        widest = units > widest ? units : widest;
    }
    return widest;
}

/// A layer whose activation has a parameter: parametric_layer(8, code_of<any_leaky_relu>(), 0.2f).
/// The parameter is of the network's number type.
template <class T>
dynamic_layer parametric_layer(uint32_t outputs, uint32_t activation, T parameter) {
    uint64_t bits = 0;
    if constexpr (sizeof(T) == sizeof(uint32_t)) {
        uint32_t all;
        __builtin_memcpy(&all, &parameter, sizeof all);
        bits = all;
    } else {
        __builtin_memcpy(&bits, &parameter, sizeof bits);
    }
    return {outputs,
            activation,
            {static_cast<uint32_t>(bits & 0xffffffff), static_cast<uint32_t>(bits >> 32)}};
}
/// The parameter of a layer of a network over T.
template <class T>
T parameter_of(const dynamic_layer& layer) {
    T parameter;
    if constexpr (sizeof(T) == sizeof(uint32_t)) {
        __builtin_memcpy(&parameter, &layer.parameter[0], sizeof parameter);
    } else {
        const uint64_t bits = uint64_t{layer.parameter[1]} << 32 | layer.parameter[0];
        __builtin_memcpy(&parameter, &bits, sizeof parameter);
    }
    return parameter;
}

namespace detail {

/// status::unusable_shape unless check_shape() is ok and the parameters of all layers are finite.
template <class T>
status check_parameters(const dynamic_shape& shape) noexcept;

}  // namespace detail

/// Whether both have the same sizes and activations.
bool same_shape(const dynamic_shape& first, const dynamic_shape& second) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
