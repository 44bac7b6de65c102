// SPDX-License-Identifier: MIT
// A network of int16 activations and int8 weights: where eight bits are too few, with flash nearly
// as small. Its shape is known at run time. quantize_16x8_network.hpp makes it of floats.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A fully connected layer, all integers; activations have no zero point. Refers to arrays of the
/// caller's, which may lie in flash and must stay as long as a network that was opened with it is
/// used. Its activation is the range that it leaves: all of it for identity, 0 to 32767 for relu,
/// 0 to highest_of_relu6() for relu6.
struct quantized_16x8_layer {
    const int8_t* weights = nullptr;          ///< outputs rows of inputs numbers
    const int64_t* biases = nullptr;          ///< one for each output, below 2^46; null for none
    const multiplier* multipliers = nullptr;  ///< product_multiplier(); shifts up to 7
    uint32_t outputs = 0;                     ///< its units, 1 to 65535
    uint32_t multiplier_count = 0;            ///< outputs, or 1 for all of them
    int16_t lowest = -32768;                  ///< of outputs: a fused activation's
    int16_t highest = 32767;                  ///< of outputs: a fused activation's
    float scale = 1;                          ///< of its outputs: for predictions to floats
};

/// The largest number that relu6 leaves, of those that stand for scale * q.
int16_t highest_of_relu6(float scale) noexcept;

/// The layers of a network, from the first to the last. Refers to an array of the caller's.
struct quantized_16x8_shape {
    uint32_t inputs = 0;                           ///< features of a sample, 1 to 65535
    uint32_t layer_count = 0;                      ///< 1 to 255
    const quantized_16x8_layer* layers = nullptr;  ///< the first one first
    float input_scale = 1;                         ///< for predictions from floats
};

/// A multilayer perceptron of them. Its outputs are, to the last bit, those of TensorFlow Lite
/// Micro and CMSIS-NN in either rounding: sums are of 64 bits and rounded once, by
/// requantize_wide(). It needs no memory but scratch, and predictions may run at the same time.
///
///     quantized_16x8_network net;
///     status opened = net.open(shape);
///     int16_t scratch[64];  // at least net.scratch_bytes()
///     status predicted = net.predict(x, scratch, y);
class quantized_16x8_network {
  public:
    /// What the address of the scratch must be a multiple of.
    static constexpr size_t alignment = alignof(int16_t);

    /// Checks every field. status::unusable_shape for sizes beyond their limits or null weights or
    /// multipliers; bad_argument for a range, multiplier, bias or scale that is not allowed. Unless
    /// ok, the network is as it was.
    status open(const quantized_16x8_shape& shape) noexcept;

    bool is_open() const { return shape_.layers != nullptr; }
    /// What it was opened with; of no layers before.
    const quantized_16x8_shape& shape() const { return shape_; }
    uint32_t inputs() const { return shape_.inputs; }
    uint32_t outputs() const {
        return is_open() ? shape_.layers[shape_.layer_count - 1].outputs : 0;
    }
    /// Of features: q stands for scale * q.
    float input_scale() const { return shape_.input_scale; }
    /// Of outputs; 1 before the network is opened.
    float output_scale() const {
        return is_open() ? shape_.layers[shape_.layer_count - 1].scale : 1;
    }

    /// Bytes of scratch that a prediction from int16 to int16 wants: the two widest neighbouring
    /// layers, without inputs and outputs. 0 for a single layer.
    size_t scratch_bytes() const { return (odd_ + even_) * sizeof(int16_t); }
    /// The same from floats to floats: inputs and outputs are among the layers.
    size_t float_scratch_bytes() const;

    /// y = the outputs for x. x: inputs() numbers, y: outputs(); neither may overlap the other or
    /// scratch. unusable_shape before open(); too_little_memory, misaligned_memory; y is then as it
    /// was.
    status predict(const int16_t* x, memory_block scratch, int16_t* y) const noexcept;
    /// The same with x quantized by input_scale() and y dequantized by output_scale(). x and y may
    /// be the same. Also not_finite_input.
    status predict(const float* x, memory_block scratch, float* y) const noexcept;

  private:
    size_t odd_with_ends() const;
    size_t even_with_ends() const;
    void forward(const int16_t* x, int16_t* odd, int16_t* even, int16_t* y) const noexcept;

    quantized_16x8_shape shape_;
    size_t odd_ = 0;   ///< units of the widest of the layers 1, 3, ..., the last one left out
    size_t even_ = 0;  ///< of the layers 2, 4, ...; likewise
};

namespace detail {

/// y[o] = clamp(requantize_wide(sum_i x[i] weights[o][i] + biases[o]), lowest, highest). y must not
/// overlap x.
void dense_16x8(const quantized_16x8_layer& layer, uint32_t inputs, const int16_t* x,
                int16_t* y) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
