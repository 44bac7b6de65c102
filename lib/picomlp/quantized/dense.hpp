// SPDX-License-Identifier: MIT
// A dense layer of int8, as a table entry and the routine that computes it.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// An activation of int8 that is leaky_relu in integers: with d = q - the zero point of what it
/// takes, the output is zero_point + d * above where d >= 0, otherwise + d * below, each product
/// rounded as the network's are; within -128 to 127. Source: QuantizeLeakyRelu of TensorFlow Lite.
struct quantized_leaky_relu {
    multiplier above;
    multiplier below;
    int32_t zero_point;  ///< of its outputs, -128 to 127
};

/// The two multipliers of leaky_relu from numbers of one scale to numbers of another, computed in
/// float as TensorFlow Lite does: input / output, and input * slope / output. The scales are above
/// 0; all are finite.
quantized_leaky_relu leaky_relu_between(float input_scale, float slope, float output_scale,
                                        int32_t output_zero_point) noexcept;

namespace detail {

/// A layer as kernels read it, the zero point of its inputs folded into `biases`: without rounding,
/// sum (x - zero) w + b = sum x w + (b - zero sum w).
struct quantized_dense {
    // In the order in which the assembly for Cortex-M copies them (dense.cpp checks it):
    const int8_t* weights;  ///< outputs rows of inputs
    const int32_t* biases;  ///< outputs of them
    uint32_t inputs;
    const multiplier* multipliers;  ///< of output 0
    int32_t multiplier_step;        ///< bytes to that of the next output; 0 for a single one
    int32_t cut_off;                ///< how many of the 256 numbers the range leaves out
    int32_t twice_zero_point;       ///< plus 1: what is added before the last bit is rounded off
    int32_t lowest;                 ///< -128 <= lowest <= highest <= 127
    int32_t highest;
    uint32_t outputs;

    const int8_t* table;                ///< the activation, from -128 on; null for none
    const quantized_leaky_relu* leaky;  ///< null for none
    bool has_activation;                ///< one of these two
    /// Whether every sum is below 2^30, and every multiplier is 2^-33 to 2^-2: then there are
    /// shorter ways (quantized/kernels/bounded_sums.hpp).
    bool is_bounded;
    /// Whether no weight is -128: then the negative of each is an int8, too. Found out for x86-64
    /// alone, false elsewhere.
    bool weights_have_opposites;

    int32_t zero_point() const { return twice_zero_point >> 1; }
};

/// `by`, some outputs on.
[[gnu::always_inline]] inline const multiplier* next_multiplier(const multiplier* by,
                                                                int32_t bytes) {
    return reinterpret_cast<const multiplier*>(reinterpret_cast<const unsigned char*>(by) + bytes);
}

/// y[o] = the activation of clamp(requantize(sum_i x[i] weights[o][i] + biases[o]) + zero point,
/// lowest, highest). x: inputs; y: outputs; they must not overlap. Sums are of int32 and wrap: sums
/// of up to 65535 products fit, a bias may push them over, and every other implementation wraps.
using quantized_dense_routine = void (*)(const quantized_dense& layer, const int8_t* x,
                                         int8_t* y) noexcept;

/// The plain program: what every other kernel must equal by ==.
template <class Rounding>
void plain_quantized_dense(const quantized_dense& layer, const int8_t* x, int8_t* y) noexcept;

/// The same by the target's kernel.
template <class Rounding>
void fast_quantized_dense(const quantized_dense& layer, const int8_t* x, int8_t* y) noexcept;

/// What a layer's activation, behind the clamp, makes of y in place.
template <class Rounding>
void activate_quantized(const quantized_dense& layer, int8_t* y) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
