// SPDX-License-Identifier: MIT
// A network of floats made into one of int16 activations and int8 weights.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/quantization.hpp"
#include "picomlp/quantized/quantized.hpp"
#include "picomlp/quantized/quantized_16x8_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// How many numbers a network of this kind has. Number: an unsigned type that counts its bytes.
template <class Number>
struct quantized_16x8_counts {
    uint32_t layers;
    Number units;
    Number weights;

    constexpr Number multipliers(weight_scales scales) const {
        return scales == weight_scales::per_output ? units : layers;
    }
    /// Layers, biases, multipliers and weights, in this order: no other gap than before the biases.
    constexpr Number bytes(weight_scales scales) const {
        constexpr Number last = alignof(int64_t) - 1;
        return ((layers * sizeof(quantized_16x8_layer) + last) & ~last) + units * sizeof(int64_t) +
               multipliers(scales) * sizeof(multiplier) + weights;
    }
};

template <class Network>
constexpr bool is_16x8_quantizable() {
    for (const quantized_form form : quantized_sizes<Network>::forms) {
        if (form != quantized_form::clamped) return false;
    }
    return true;
}

}  // namespace detail

/// A network of int16 activations and int8 weights in memory of the caller's, made of a network of
/// floats whose activations are identity, relu or relu6; softmax and log_softmax at the end become
/// their logits. Weights take as many bytes as those of int8, biases twice as many.
///
///     using model = quantized_16x8_model;
///     alignas(8) static unsigned char memory[model::bytes<net>(weight_scales::per_output)];
///     model made;
///     status done = made.make(ranges, weight_scales::per_output, memory);
///     quantized_16x8_network small;
///     status opened = small.open(made.shape());
class quantized_16x8_model {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = alignof(quantized_16x8_layer) > alignof(int64_t)
                                            ? alignof(quantized_16x8_layer)
                                            : alignof(int64_t);

    /// Bytes that make() wants for a calibrated network; 0 for one that is not open, or has other
    /// activations.
    static size_t bytes(const calibration& ranges, weight_scales scales) noexcept;
    /// The same for a network's type.
    template <class Network>
    static constexpr size_t bytes(weight_scales scales) {
        static_assert(detail::is_16x8_quantizable<Network>(),
                      "picomlp: activations of 16 bits are identity, relu or relu6");
        using sizes = detail::quantized_sizes<Network>;
        return detail::quantized_16x8_counts<size_t>{Network::layer_count, sizes::units,
                                                     sizes::weights}
            .bytes(scales);
    }

    /// Quantizes the network that `ranges` was opened with, as TensorFlow Lite's 16x8 does. Inputs
    /// and outputs reach over the largest magnitude that was seen, at 32767; the scale of outputs
    /// is larger where a multiplier would need a shift above 7. Weights are w / scale, rounded,
    /// halves away from 0, with the largest at 127 or -127; biases have the scale of the sums. The
    /// scale of weights is larger where a bias would exceed 2^45, or a multiplier fall below 2^-31.
    /// Nothing of floats is needed afterwards, and quantized_16x8_network takes the shape.
    ///
    /// status::unusable_shape before `ranges` is open, and for other activations; no_samples;
    /// not_finite_input for a parameter that is NaN or infinite; beyond_range for ranges or weights
    /// so large or small that no scale of a normal float fits; too_little_memory,
    /// misaligned_memory. Unless ok, nothing has changed.
    status make(const calibration& ranges, weight_scales scales, memory_block memory) noexcept;

    /// Of no layers before make() has returned ok.
    const quantized_16x8_shape& shape() const { return shape_; }

  private:
    quantized_16x8_shape shape_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
