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

/// An activation of a single number.
template <class T>
using number_routine = T (*)(T z, T parameter);

/// A layer, for prediction.
template <class T>
struct layer {
    dense_shape shape;            ///< inputs and outputs
    activation_routine<T> apply;  ///< of its activation
    T parameter;                  ///< the activation's
};

/// The same for one sample at a time. It has a table of its own, so that a program that predicts
/// one sample at a time links no batch routine.
template <class T>
struct sample_layer : kernels::forward_by_width<T> {
    dense_shape shape;                      ///< inputs and outputs
    sample_activation_routine<T> activate;  ///< applied after `forward`; null for nothing
    T parameter;                            ///< the activation's
};

/// The same layer, for training: what prediction's table does not have.
template <class T>
struct sample_training_layer : kernels::backward_by_width<T> {
    void (*keep)(uint32_t count, T* z);       ///< stores z behind the outputs too, or null
    sample_derivative_routine<T> derivative;  ///< null where it would multiply by 1: for identity,
                                              ///< and where the loss takes logits, so that the
                                              ///< layer is not activated either
};

/// A network without its type, for one sample at a time.
template <class T>
struct sample_layer_table {
    const sample_layer<T>* layers;  ///< in order
    uint32_t count;                 ///< at least 1

    uint32_t inputs() const { return layers[0].shape.inputs; }
    uint32_t outputs() const { return layers[count - 1].shape.outputs; }
};

/// A network of narrow layers without its type, for one sample at a time. Its last activation is
/// there in the form for a single output or in that for several; null for nothing, and for relu,
/// which the layer includes.
template <class T>
struct narrow_layer_table {
    const kernels::narrow_layer* layers;    ///< in order
    uint32_t count;                         ///< at least 1
    uint32_t inputs;                        ///< of the first
    uint32_t outputs;                       ///< of the last
    number_routine<T> activate_number;      ///< of the last layer, if it has that form
    sample_activation_routine<T> activate;  ///< of the last layer otherwise
    T parameter;                            ///< the activation's
};

/// A network without its type: the layers in order.
template <class T>
struct layer_table {
    const layer<T>* layers;  ///< in order
    uint32_t count;          ///< at least 1

    uint32_t inputs() const { return layers[0].shape.inputs; }
    uint32_t outputs() const { return layers[count - 1].shape.outputs; }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
