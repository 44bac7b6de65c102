// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantize_network.hpp"

#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/quantized/detail/float_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::float_layer;
using detail::quantized_form;
using detail::quantized_layer_arrays;

/// Of an output's weights, and of its bias: 2^29 of its units at most, so that it meets the sums of
/// some fifty thousand inputs within 32 bits.
float scale_of(const float_layer& layer, uint32_t output, float input_scale) {
    const float of_bias = detail::magnitude_of(layer.bias(output)) / input_scale * 0x1p-29F;
    return detail::larger(detail::scale_of_weights(layer, output), of_bias);
}

/// An output's weights and bias; false when its sums need more than 32 bits.
bool quantize_output(const float_layer& layer, uint32_t output, float input_scale,
                     float weight_scale, const quantized_layer_arrays& arrays) {
    const int64_t reach = detail::quantize_weights(layer, output, weight_scale, arrays.weights);
    const double unit = detail::unit_of_sums(input_scale, weight_scale);
    const int64_t bias = detail::number_of_bias(layer, output, unit);
    if (255 * reach + (bias < 0 ? -bias : bias) > INT32_MAX) return false;
    if (arrays.biases) arrays.biases[output] = static_cast<int32_t>(bias);
    return true;
}

status quantization_of(running_range<float> range, quantization& how) {
    const status found = picomlp::quantization_of(range.lowest, range.highest, how);
    return found == status::ok ? found : status::beyond_range;
}

/// Of the outputs behind a table.
status table_quantization(const calibration& ranges, uint32_t layer, quantization& how) {
    const uint32_t code = ranges.network().facts(layer).activation;
    if (code == code_of<sigmoid>()) {
        how = sigmoid_quantization;
    } else if (code == code_of<hyperbolic_tangent>()) {
        how = hyperbolic_tangent_quantization;
    } else {
        return quantization_of(ranges.outputs(layer), how);
    }
    return status::ok;
}

/// That of sigmoid and hyperbolic_tangent in integers, as TensorFlow Lite Micro has them.
status make_table(const sample_layer<float>& layer, detail::float_layer_facts facts,
                  quantization sums, quantization output, int8_t* table) {
    if (facts.activation == code_of<sigmoid>()) return detail::make_sigmoid_table(sums, table);
    if (facts.activation == code_of<hyperbolic_tangent>()) {
        return detail::make_tanh_table(sums, table);
    }
    return detail::make_activation_table(layer.activate, layer.parameter, sums, output, table);
}

quantized_range range_of(uint32_t code, quantization sums) {
    if (code == code_of<relu>()) return relu_range(sums);
    if (code == code_of<relu6>()) return relu6_range(sums);
    return identity_range();
}

/// leaky_relu's slope.
float slope_of(detail::float_layer_facts facts) {
    return facts.activation == code_of<leaky_relu>() ? 0.01F : facts.parameter;
}

}  // namespace

status detail::quantize_inputs(const calibration& ranges, quantization& inputs) noexcept {
    if (ranges.network().layer_count() == 0) return status::unusable_shape;
    if (ranges.samples() == 0) return status::no_samples;
    return quantization_of(ranges.inputs(), inputs);
}

status detail::quantization_of_layer(const calibration& ranges, uint32_t layer,
                                     layer_quantization& found) noexcept {
    const quantized_form form = form_of(ranges.network(), layer);
    const bool clamped = form == quantized_form::clamped;
    status done = quantization_of(clamped ? ranges.outputs(layer) : ranges.sums(layer), found.sums);
    found.outputs = found.sums;
    if (done == status::ok && form == quantized_form::leaky) {
        done = quantization_of(ranges.outputs(layer), found.outputs);
    }
    if (done == status::ok && form == quantized_form::table) {
        done = table_quantization(ranges, layer, found.outputs);
    }
    return done;
}

status detail::simulate_parameters(dense_shape shape, const float* w, float input_scale,
                                   float* simulated) noexcept {
    if (!all_finite(w, parameter_count_of(shape))) return status::not_finite_input;
    const float_layer layer{shape, w};
    for (uint32_t o = 0; o < shape.outputs; ++o) {
        const float found = scale_of(layer, o, input_scale);
        if (!is_finite(found)) return status::beyond_range;
        const float scale = usable_scale(found);
        if (!quantize_output(layer, o, input_scale, scale, {})) return status::beyond_range;
        const double unit = unit_of_sums(input_scale, scale);
        const int64_t bias = number_of_bias(layer, o, unit);
        float* to = simulated + o;
        for (uint32_t i = 0; i < shape.inputs; ++i) {
            *to = scale * static_cast<float>(number_of_weight(layer.weight(o, i), scale));
            to += shape.outputs;
        }
        *to = static_cast<float>(unit * static_cast<double>(bias));
    }
    return status::ok;
}

status detail::quantize_layer(const calibration& ranges, uint32_t layer, const float* w,
                              weight_scales scales, quantization& input,
                              const quantized_layer_arrays& arrays,
                              quantized_layer& made) noexcept {
    const float_network& network = ranges.network();
    const sample_layer<float>& from = network.layer(layer);
    const float_layer_facts facts = network.facts(layer);
    const quantized_form form = form_of(network, layer);
    if (!all_finite(w, parameter_count_of(from.shape))) return status::not_finite_input;

    layer_quantization at{};
    status found = quantization_of_layer(ranges, layer, at);
    const quantization sums = at.sums;
    const quantization output = at.outputs;
    if (found == status::ok && form == quantized_form::table) {
        int8_t table[activation_table_size];
        found = make_table(from, facts, sums, output, arrays.table ? arrays.table : table);
    }
    if (found == status::ok) {
        const float_layer floats{from.shape, w};
        found = quantize_outputs(
            from.shape.outputs, scales, input.scale, sums.scale, arrays.multipliers,
            [&](uint32_t o) { return scale_of(floats, o, input.scale); },
            [&](uint32_t o, float scale) {
                return quantize_output(floats, o, input.scale, scale, arrays);
            });
    }
    if (found != status::ok) return found;

    made = quantized_layer{};
    made.outputs = from.shape.outputs;
    made.weights = arrays.weights;
    made.biases = arrays.biases;
    made.multipliers = arrays.multipliers;
    made.multiplier_count = scales == weight_scales::per_output ? made.outputs : 1;
    made.zero_point = sums.zero_point;
    made.range = range_of(facts.activation, sums);
    made.scale = output.scale;
    made.activation = facts.activation;
    made.activation_parameter = facts.parameter;
    if (form == quantized_form::table) {
        made.table = arrays.table;
        made.table_zero_point = output.zero_point;
    }
    if (form == quantized_form::leaky && arrays.leaky) {
        *arrays.leaky =
            leaky_relu_between(sums.scale, slope_of(facts), output.scale, output.zero_point);
        made.leaky = arrays.leaky;
    }
    input = output;
    return status::ok;
}

status detail::check_quantization(const calibration& ranges, weight_scales scales) noexcept {
    quantization at{};
    const status done = quantize_inputs(ranges, at);
    if (done != status::ok) return done;
    return for_each_layer(ranges.network(), [&](uint32_t l, const float* w) {
        quantized_layer made;
        return quantize_layer(ranges, l, w, scales, at, {}, made);
    });
}

namespace {

/// The arrays of a layer in the model's memory, behind the layers themselves.
quantized_layer_arrays take_arrays(detail::memory_layout& memory, const float_network& network,
                                   uint32_t layer, weight_scales scales) {
    const dense_shape shape = network.layer(layer).shape;
    const quantized_form form = detail::form_of(network, layer);
    const bool per_output = scales == weight_scales::per_output;
    quantized_layer_arrays arrays{};
    arrays.multipliers = memory.take<multiplier>(per_output ? shape.outputs : 1);
    arrays.biases = memory.take<int32_t>(shape.outputs);
    if (form == quantized_form::leaky) arrays.leaky = memory.take<quantized_leaky_relu>(1);
    arrays.weights = memory.take<int8_t>(weight_count_of(shape));
    if (form == quantized_form::table) {
        arrays.table = memory.take<int8_t>(activation_table_size);
    }
    return arrays;
}

}  // namespace

size_t quantized_model::bytes(const calibration& ranges, weight_scales scales) noexcept {
    const float_network& network = ranges.network();
    if (network.layer_count() == 0) return 0;
    detail::memory_layout counted;
    counted.take<quantized_layer>(network.layer_count());
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        take_arrays(counted, network, l, scales);
    }
    return detail::bytes_or_none(counted.used());
}

status quantized_model::make(const calibration& ranges, weight_scales scales,
                             memory_block memory) noexcept {
    const status checked = detail::check_quantization(ranges, scales);
    if (checked != status::ok) return checked;
    const status fits = detail::check_memory(memory, bytes(ranges, scales), alignment);
    if (fits != status::ok) return fits;

    const float_network& network = ranges.network();
    detail::memory_layout layout(memory.first);
    auto* const layers = layout.take<quantized_layer>(network.layer_count());
    if (!layers) __builtin_unreachable();  // check_memory() has refused null
    quantization at{};
    status done = detail::quantize_inputs(ranges, at);
    quantized_shape made;
    made.inputs = network.inputs();
    made.input_zero_point = at.zero_point;
    made.layer_count = network.layer_count();
    made.layers = layers;
    made.input_scale = at.scale;
    if (done == status::ok) {
        done = detail::for_each_layer(network, [&](uint32_t l, const float* w) {
            const quantized_layer_arrays arrays = take_arrays(layout, network, l, scales);
            return detail::quantize_layer(ranges, l, w, scales, at, arrays, layers[l]);
        });
    }
    if (done == status::ok) shape_ = made;
    return done;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
