// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantize_16x8_network.hpp"

#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/quantized/detail/float_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::float_layer;
using detail::larger;

/// Arrays of a layer, or of all; null while a network is only checked.
struct arrays_16x8 {
    quantized_16x8_layer* layer;
    int64_t* biases;
    multiplier* multipliers;
    int8_t* weights;

    void go_on(dense_shape shape, uint32_t multiplier_count) {
        ++layer;
        biases += shape.outputs;
        multipliers += multiplier_count;
        weights += weight_count_of(shape);
    }
};

status scale_of(running_range<float> range, float& scale) {
    const status found = scale_of_16(range.lowest, range.highest, scale);
    return found == status::ok ? found : status::beyond_range;
}

bool is_quantizable(const float_network& network) {
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        if (detail::form_of(network, l) != detail::quantized_form::clamped) return false;
    }
    return network.layer_count() > 0;
}

/// What an output's weights want, and its bias: 2^45 of its units at most, so that sums stay below
/// what open() allows.
float wanted_scale(const float_layer& layer, uint32_t output, float input_scale) {
    const float of_bias = detail::magnitude_of(layer.bias(output)) / input_scale * 0x1p-45F;
    const float found = larger(detail::scale_of_weights(layer, output), of_bias);
    return larger(found, detail::smallest_scale);
}

void set_range(uint32_t activation, quantized_16x8_layer& made) {
    if (activation == code_of<relu>() || activation == code_of<relu6>()) made.lowest = 0;
    if (activation == code_of<relu6>()) made.highest = highest_of_relu6(made.scale);
}

/// Layer `l`, whose parameters are w; `scale` is that of its inputs, and becomes that of its
/// outputs.
status quantize_layer(const calibration& ranges, uint32_t l, const float* w, weight_scales scales,
                      const arrays_16x8& arrays, float& scale) {
    const float_layer from{ranges.network().layer(l).shape, w};
    const uint32_t outputs = from.shape.outputs;
    if (!all_finite(w, parameter_count_of(from.shape))) return status::not_finite_input;
    const float input_scale = scale;
    const auto wanted = [&](uint32_t o) { return wanted_scale(from, o, input_scale); };
    float output_scale = 0.0F;
    const status reached = scale_of(ranges.outputs(l), output_scale);
    if (reached != status::ok) return reached;
    // Where it is far below what 1 stands for in a sum: multipliers stay below 2^7.
    output_scale =
        larger(output_scale, input_scale * detail::largest_scale(outputs, wanted) * 0x1p-6F);
    // A multiplier below 2^-32 would be 0, and the bias lost with it. Infinite for an infinite
    // scale.
    const float least = output_scale / input_scale * 0x1p-31F;
    const status done = detail::quantize_outputs(
        outputs, scales, input_scale, output_scale, arrays.multipliers,
        [&](uint32_t o) { return larger(wanted(o), least); },
        [&](uint32_t o, float weight_scale) {
            detail::quantize_weights(from, o, weight_scale, arrays.weights);
            const double unit = detail::unit_of_sums(input_scale, weight_scale);
            if (arrays.biases) arrays.biases[o] = detail::number_of_bias(from, o, unit);
            return true;
        });
    if (done != status::ok) return done;
    scale = output_scale;
    if (!arrays.layer) return done;

    quantized_16x8_layer made;
    made.weights = arrays.weights;
    made.biases = arrays.biases;
    made.multipliers = arrays.multipliers;
    made.outputs = outputs;
    made.multiplier_count = scales == weight_scales::per_output ? outputs : 1;
    made.scale = output_scale;
    set_range(ranges.network().facts(l).activation, made);
    *arrays.layer = made;
    return done;
}

/// All layers; checks them alone unless there are arrays.
status quantize_layers(const calibration& ranges, weight_scales scales, arrays_16x8 arrays,
                       float& input_scale) {
    if (!is_quantizable(ranges.network())) return status::unusable_shape;
    if (ranges.samples() == 0) return status::no_samples;
    const status reached = scale_of(ranges.inputs(), input_scale);
    if (reached != status::ok) return reached;
    float scale = input_scale;
    return detail::for_each_layer(ranges.network(), [&](uint32_t l, const float* w) {
        const status done = quantize_layer(ranges, l, w, scales, arrays, scale);
        if (done == status::ok && arrays.layer) {
            arrays.go_on(ranges.network().layer(l).shape, arrays.layer->multiplier_count);
        }
        return done;
    });
}

detail::quantized_16x8_counts<uint64_t> counts_of(const float_network& network) {
    detail::quantized_16x8_counts<uint64_t> counts{network.layer_count(), 0, 0};
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        counts.units += network.layer(l).shape.outputs;
        counts.weights += weight_count_of(network.layer(l).shape);
    }
    return counts;
}

}  // namespace

size_t quantized_16x8_model::bytes(const calibration& ranges, weight_scales scales) noexcept {
    if (!is_quantizable(ranges.network())) return 0;
    return detail::bytes_or_none(counts_of(ranges.network()).bytes(scales));
}

status quantized_16x8_model::make(const calibration& ranges, weight_scales scales,
                                  memory_block memory) noexcept {
    float input_scale = 1.0F;
    const status checked = quantize_layers(ranges, scales, {}, input_scale);
    if (checked != status::ok) return checked;
    const status fits = detail::check_memory(memory, bytes(ranges, scales), alignment);
    if (fits != status::ok) return fits;

    const detail::quantized_16x8_counts<uint64_t> counts = counts_of(ranges.network());
    detail::memory_layout layout(memory.first);
    arrays_16x8 arrays{};
    arrays.layer = layout.take<quantized_16x8_layer>(counts.layers);
    arrays.biases = layout.take<int64_t>(counts.units);
    arrays.multipliers = layout.take<multiplier>(counts.multipliers(scales));
    arrays.weights = layout.take<int8_t>(counts.weights);
    const status done = quantize_layers(ranges, scales, arrays, input_scale);
    if (done != status::ok) return done;
    shape_.inputs = ranges.network().inputs();
    shape_.layer_count = counts.layers;
    shape_.layers = arrays.layer;
    shape_.input_scale = input_scale;
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
