// SPDX-License-Identifier: MIT
// Softmax of int8, as TensorFlow Lite, its Micro and CMSIS-NN compute it: integers alone.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/quantization.hpp"
#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What TensorFlow Lite demands of the outputs of softmax.
inline constexpr quantization softmax_quantization = {1.0F / 256, -128};

/// Softmax of numbers of one scale; their zero point does not matter.
struct quantized_softmax {
    multiplier by;             ///< from differences to multiples of 2^-26
    int32_t least_difference;  ///< from the largest number, 0 or below: what is less gives 0
};

/// Of logits with this scale, which must be above 0 and finite:
///
///     const quantized_softmax how = softmax_of(net.output_quantization().scale);
///     status predicted = net.predict(x, scratch, y);
///     apply_softmax(how, net.outputs(), y);
///
/// Its two numbers may be constants: then nothing of floats is left.
quantized_softmax softmax_of(float scale) noexcept;

/// Makes of `count` logits their softmax, in place: numbers of softmax_quantization. Their sum is
/// close to 1, and the largest stays the largest. In either rounding these are the outputs of
/// TensorFlow Lite Micro's SOFTMAX; beyond some 500 outputs that may be equal, where that stops,
/// what is below 1/512 is 0 here.
void apply_softmax(const quantized_softmax& how, uint32_t count, int8_t* q) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
