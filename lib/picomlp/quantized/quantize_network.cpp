#include "picomlp/quantized/quantize_network.hpp"

#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::quantized_form;
using detail::quantized_layer_arrays;

constexpr float smallest_scale = 0x1p-126F;

/// The integer nearest to x, halves away from 0. |x| < 2^52.
int64_t nearest(double x) {
    const auto whole = static_cast<int64_t>(x);  // towards 0
    const double rest = x - static_cast<double>(whole);
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

float size_of(float x) { return x < 0.0F ? -x : x; }

/// Parameters of a layer of floats: a row for each input, the biases last.
struct float_layer {
    dense_shape shape;
    const float* w;

    float weight(uint32_t o, uint32_t i) const { return w[size_t{i} * shape.outputs + o]; }
    float bias(uint32_t o) const { return weight(o, shape.inputs); }
};

/// Of an output's weights, and of its bias: 2^29 of its units at most, so that it meets the sums of
/// some fifty thousand inputs within 32 bits.
float scale_of(const float_layer& layer, uint32_t output, float input_scale) {
    float largest = 0.0F;
    for (uint32_t i = 0; i < layer.shape.inputs; ++i) {
        const float size = size_of(layer.weight(output, i));
        largest = size > largest ? size : largest;
    }
    const float of_weights = largest / 127.0F;
    const float of_bias = size_of(layer.bias(output)) / input_scale * 0x1p-29F;
    return of_weights > of_bias ? of_weights : of_bias;
}

/// The scale in use: all numbers being 0 any would do.
float usable_scale(float found) {
    if (found == 0.0F) return 1.0F;
    return found < smallest_scale ? smallest_scale : found;
}

int32_t number_of_weight(float weight, float scale) {
    return detail::clamped(nearest(static_cast<double>(weight) / static_cast<double>(scale)), -127,
                           127);
}

/// What 1 stands for in the sums of an output, and in its bias.
double unit_of(float input_scale, float weight_scale) {
    return static_cast<double>(input_scale) * static_cast<double>(weight_scale);
}

/// An output's weights and bias; false when its sums need more than 32 bits.
bool quantize_output(const float_layer& layer, uint32_t output, float input_scale,
                     float weight_scale, const quantized_layer_arrays& arrays) {
    int64_t reach = 0;
    for (uint32_t i = 0; i < layer.shape.inputs; ++i) {
        const int32_t q = number_of_weight(layer.weight(output, i), weight_scale);
        reach += q < 0 ? -q : q;
        if (arrays.weights) {
            arrays.weights[size_t{output} * layer.shape.inputs + i] = static_cast<int8_t>(q);
        }
    }
    const double unit = unit_of(input_scale, weight_scale);
    const int64_t bias = nearest(static_cast<double>(layer.bias(output)) / unit);
    if (255 * reach + (bias < 0 ? -bias : bias) > INT32_MAX) return false;
    if (arrays.biases) arrays.biases[output] = static_cast<int32_t>(bias);
    return true;
}

/// All outputs, and the multipliers to the sums' scale.
status quantize_outputs(const float_layer& layer, weight_scales scales, float input_scale,
                        float sum_scale, const quantized_layer_arrays& arrays) {
    const bool per_output = scales == weight_scales::per_output;
    float largest = 0.0F;
    for (uint32_t o = 0; o < layer.shape.outputs && !per_output; ++o) {
        const float scale = scale_of(layer, o, input_scale);
        largest = scale > largest ? scale : largest;
    }
    for (uint32_t o = 0; o < layer.shape.outputs; ++o) {
        const float found = per_output ? scale_of(layer, o, input_scale) : largest;
        if (!is_finite(found)) return status::beyond_range;
        const float scale = usable_scale(found);
        if (!quantize_output(layer, o, input_scale, scale, arrays)) return status::beyond_range;
        if (arrays.multipliers && (per_output || o == 0)) {
            // In a layer of one output there is no telling: it then counts as one scale.
            const bool several = per_output && layer.shape.outputs > 1;
            arrays.multipliers[o] = product_multiplier(input_scale, scale, sum_scale, several);
        }
    }
    return status::ok;
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
        const double unit = unit_of(input_scale, scale);
        const int64_t bias = nearest(static_cast<double>(layer.bias(o)) / unit);
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
        found = quantize_outputs({from.shape, w}, scales, input.scale, sums.scale, arrays);
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
    status done = quantize_inputs(ranges, at);
    if (done != status::ok) return done;
    const float_network& network = ranges.network();
    const float* w = network.parameters();
    for (uint32_t l = 0; l < network.layer_count() && done == status::ok; ++l) {
        quantized_layer made;
        done = quantize_layer(ranges, l, w, scales, at, {}, made);
        w += parameter_count_of(network.layer(l).shape);
    }
    return done;
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
    const float* w = network.parameters();
    for (uint32_t l = 0; l < network.layer_count() && done == status::ok; ++l) {
        const quantized_layer_arrays arrays = take_arrays(layout, network, l, scales);
        done = detail::quantize_layer(ranges, l, w, scales, at, arrays, layers[l]);
        w += parameter_count_of(network.layer(l).shape);
    }
    if (done == status::ok) shape_ = made;
    return done;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
