// SPDX-License-Identifier: MIT
// Networks of narrow layers, one sample at a time: the sums stay in registers from layer to layer.
// In memory each layer would wait some ten cycles for the one before to be stored and loaded again.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The most inputs and outputs of a narrow layer.
inline constexpr uint32_t narrow_layer_size = 16;

/// A layer, made ready for the kernel.
struct narrow_layer {
    uint16_t weights;  ///< their number: where the biases begin
    uint8_t inputs;
    uint8_t outputs;
    uint8_t segments[5];  ///< inputs of each segment (kernels/order.hpp, FORWARD), then 0
    bool relu;            ///< z = max(z, 0) follows, NaN becoming +0
};

constexpr narrow_layer narrow_layer_of(dense_shape shape, bool relu) {
    const summation_order::input_split split = summation_order::split_inputs(shape);
    narrow_layer layer{static_cast<uint16_t>(shape.inputs * shape.outputs),
                       static_cast<uint8_t>(shape.inputs),
                       static_cast<uint8_t>(shape.outputs),
                       {},
                       relu};
    for (uint32_t s = 0; s < split.segments; ++s) {
        layer.segments[s] = static_cast<uint8_t>(split.length + (s < split.extra ? 1 : 0));
    }
    return layer;
}

/// z of the last of `count` layers, at least one, for one sample x; returns z[0]. w: the layers'
/// parameters one after another. The bits are those of dense_forward (kernels/detail/dense.hpp),
/// layer by layer. z must not overlap w or x.
template <class T>
T forward_narrow_layers(const narrow_layer* layers, uint32_t count, const T* w, const T* x,
                        T* z) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
