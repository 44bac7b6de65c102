// SPDX-License-Identifier: MIT
// The layer tables of the compiled core, constants in flash.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/narrow_layers.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Number of weights of a dense layer; in memory the biases follow them.
constexpr size_t weight_count_of(dense_shape shape) { return size_t{shape.inputs} * shape.outputs; }

/// Number of parameters of a dense layer: weights and biases.
constexpr size_t parameter_count_of(dense_shape shape) {
    return (size_t{shape.inputs} + 1) * shape.outputs;
}

/// An activation of a single number.
template <class T>
using number_routine = T (*)(T z, T parameter);

/// A layer, for prediction.
template <class T>
struct layer {
    dense_shape shape;
    activation_routine<T> apply;
    T parameter;  ///< the activation's
};

/// The same for one sample at a time. It has a table of its own, so that a program that predicts
/// one sample at a time links no batch routine.
template <class T>
struct sample_layer {
    dense_shape shape;
    sample_routine<T> forward;              ///< the weighted sums, or the whole layer
    sample_activation_routine<T> activate;  ///< applied after it; null for nothing
    T parameter;                            ///< the activation's
};

/// A network without its type, for one sample at a time.
template <class T>
struct sample_layer_table {
    const sample_layer<T>* layers;
    uint32_t count;

    uint32_t inputs() const { return layers[0].shape.inputs; }
    uint32_t outputs() const { return layers[count - 1].shape.outputs; }
};

/// A network of narrow layers without its type, for one sample at a time. Its last activation is
/// there in the form for a single output or in that for several; null for nothing, and for relu,
/// which the layer includes.
template <class T>
struct narrow_layer_table {
    const kernels::narrow_layer* layers;
    uint32_t count;
    uint32_t inputs;
    uint32_t outputs;
    number_routine<T> activate_number;
    sample_activation_routine<T> activate;
    T parameter;  ///< the activation's
};

/// A network without its type: the layers in order.
template <class T>
struct layer_table {
    const layer<T>* layers;
    uint32_t count;

    uint32_t inputs() const { return layers[0].shape.inputs; }
    uint32_t outputs() const { return layers[count - 1].shape.outputs; }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
