// SPDX-License-Identifier: MIT
// A network of floats made into one of int8, on a desk or on the chip that trained it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/quantized.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// Where the numbers of a layer go.
struct quantized_layer_arrays {
    int8_t* weights;          ///< outputs rows of inputs
    int32_t* biases;          ///< outputs
    multiplier* multipliers;  ///< outputs, or one
    quantized_leaky_relu* leaky;
    int8_t* table;
};

/// Quantizes layer `layer` of the calibrated network; `input` is the quantization of what it takes,
/// and becomes that of its outputs. Writes the arrays unless they are null, and `made`. `w`: the
/// layer's parameters.
status quantize_layer(const calibration& ranges, uint32_t layer, const float* w,
                      weight_scales scales, quantization& input,
                      const quantized_layer_arrays& arrays, quantized_layer& made) noexcept;

/// The quantizations of a layer: of what its multipliers lead to, and of its outputs behind the
/// activation. The two are the same unless it has a table or is leaky relu.
struct layer_quantization {
    quantization sums;
    quantization outputs;
};
status quantization_of_layer(const calibration& ranges, uint32_t layer,
                             layer_quantization& found) noexcept;

/// What the layer's parameters become by quantization with a scale for each output, as floats:
/// scale * q of each weight, and of each bias. not_finite_input, beyond_range as quantize().
/// `simulated` may be `w`.
status simulate_parameters(dense_shape shape, const float* w, float input_scale,
                           float* simulated) noexcept;

/// The quantization of the inputs; no_samples without samples.
status quantize_inputs(const calibration& ranges, quantization& inputs) noexcept;
/// What quantize() of the whole network would return.
status check_quantization(const calibration& ranges, weight_scales scales) noexcept;

}  // namespace detail

/// A network of int8 in memory of the caller's, made of a network of floats.
///
///     quantized_model model;
///     status made = model.make(ranges, weight_scales::per_output, memory);
///     quantized_network<double_rounding> net;
///     status opened = net.open(model.shape(), more_memory);
class quantized_model {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = alignof(quantized_layer);

    quantized_model() : shape_() {}

    /// Bytes that make() wants for a calibrated network; 0 for one that is not open.
    static size_t bytes(const calibration& ranges, weight_scales scales) noexcept;

    /// Quantizes the network that `ranges` was opened with. Weights are w / scale, rounded, halves
    /// away from 0, with the largest at 127 or -127; biases are int32 with the scale of the sums,
    /// and no sum can outgrow 32 bits. Inputs and outputs reach over the ranges that were seen; the
    /// outputs of sigmoid and hyperbolic_tangent over theirs, by make_integer_table(). softmax and
    /// log_softmax at the end become their logits, in which the largest is the same;
    /// apply_softmax() makes probabilities of them. Nothing of floats is needed afterwards.
    ///
    /// status::unusable_shape before `ranges` is open; no_samples; not_finite_input for a
    /// parameter that is NaN or infinite; beyond_range for ranges or weights so large or small that
    /// no scale of a normal float fits, and for sums that need more than 32 bits;
    /// too_little_memory, misaligned_memory. Unless ok, nothing has changed.
    status make(const calibration& ranges, weight_scales scales, memory_block memory) noexcept;

    /// Of no layers before make() has returned ok.
    const quantized_shape& shape() const { return shape_; }

  private:
    quantized_shape shape_;
};

/// The same for a network's type: `numbers` are the int8 form of the parameters that `ranges` was
/// opened with, which must be those of the Network (bad_argument when its sizes or activations are
/// others). Each output has a scale.
template <class Network>
status quantize(const calibration& ranges, quantized_parameters<Network>& numbers) {
    using sizes = detail::quantized_sizes<Network>;
    const float_network& from = ranges.network();
    if (from.layer_count() == 0) return status::unusable_shape;
    if (from.layer_count() != Network::layer_count || from.inputs() != Network::inputs) {
        return status::bad_argument;
    }
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        if (from.layer(l).shape.outputs != Network::sizes[l + 1] ||
            detail::form_of(from, l) != sizes::forms[l]) {
            return status::bad_argument;
        }
    }
    const status checked = detail::check_quantization(ranges, weight_scales::per_output);
    if (checked != status::ok) return checked;

    quantization at{};
    status done = detail::quantize_inputs(ranges, at);
    numbers.input_scale = at.scale;
    numbers.input_zero_point = at.zero_point;
    size_t unit = 0;
    size_t weight = 0;
    uint32_t table = 0;
    const float* w = from.parameters();
    for (uint32_t l = 0; l < Network::layer_count && done == status::ok; ++l) {
        detail::quantized_layer_arrays arrays{};
        arrays.weights = numbers.weights + weight;
        arrays.biases = numbers.biases + unit;
        arrays.multipliers = numbers.multipliers + unit;
        arrays.leaky = &numbers.leaky[l];
        if (sizes::forms[l] == detail::quantized_form::table)
            arrays.table = numbers.tables[table++];
        quantized_layer made;
        done = detail::quantize_layer(ranges, l, w, weight_scales::per_output, at, arrays, made);
        numbers.scales[l] = made.scale;
        numbers.zero_points[l] = made.zero_point;
        numbers.ranges[l] = made.range;
        numbers.table_zero_points[l] = made.table_zero_point;
        w += parameter_count_of(Network::shape_of(l + 1));
        weight += weight_count_of(Network::shape_of(l + 1));
        unit += Network::sizes[l + 1];
    }
    return done;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
