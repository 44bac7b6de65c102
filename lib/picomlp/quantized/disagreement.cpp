// SPDX-License-Identifier: MIT
#include "picomlp/quantized/disagreement.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

float size_of(float x) { return x < 0.0F ? -x : x; }

bool reaches(float x, quantization how) {
    const float half = how.scale * 0.5F;
    return x >= dequantize(-128, how) - half && x <= dequantize(127, how) + half;
}

/// label_of() what int8 stands for: of equal numbers the first is the largest in both.
uint32_t label_of_quantized(uint32_t outputs, const int8_t* q, quantization how) {
    if (outputs == 1) {
        const float one = dequantize(q[0], how);
        return label_of<float>(1, &one);
    }
    uint32_t label = 0;
    for (uint32_t o = 1; o < outputs; ++o) label = q[o] > q[label] ? o : label;
    return label;
}

bool same_sizes(const float_network& network, const quantized_shape& shape,
                const detail::opened_quantized& quantized) {
    if (!quantized.layers || quantized.count != network.layer_count()) return false;
    if (shape.layer_count != network.layer_count() || !shape.layers) return false;
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        const dense_shape size = network.layer(l).shape;
        const detail::quantized_dense& layer = quantized.layers[l];
        if (layer.inputs != size.inputs || layer.outputs != size.outputs) return false;
        if (shape.layers[l].outputs != size.outputs) return false;
    }
    return true;
}

}  // namespace

disagreement::parts disagreement::lay_out(detail::memory_layout& memory,
                                          const float_network& network) noexcept {
    const uint32_t odd = detail::widest_layer(network, 1);
    const uint32_t even = detail::widest_layer(network, 2);
    const uint32_t inputs = network.inputs();
    parts made{};
    made.sums = memory.take<layer_sums>(network.layer_count());
    made.of_sample = memory.take<layer_sums>(network.layer_count());
    made.odd = memory.take<float>(odd);
    made.even = memory.take<float>(even);
    made.quantized_odd = memory.take<int8_t>(odd);
    made.quantized_even = memory.take<int8_t>(even > inputs ? even : inputs);
    return made;
}

size_t disagreement::bytes(const float_network& network) noexcept {
    if (detail::check_quantizable(network) != status::ok) return 0;
    detail::memory_layout counted;
    lay_out(counted, network);
    return detail::bytes_or_none(counted.used());
}

status disagreement::open(const float_network& network, const quantized_shape& shape,
                          const detail::opened_quantized& quantized,
                          detail::quantized_dense_routine dense,
                          const memory_block& memory) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    if (!same_sizes(network, shape, quantized)) return status::unusable_shape;
    const status fits = detail::check_memory(memory, bytes(network), alignment);
    if (fits != status::ok) return fits;
    detail::memory_layout layout(memory.first);
    parts_ = lay_out(layout, network);
    if (!parts_.sums) __builtin_unreachable();  // check_memory() has refused null
    for (uint32_t l = 0; l < network.layer_count(); ++l) parts_.sums[l] = {};
    network_ = network;
    shape_ = shape;
    quantized_ = quantized;
    dense_ = dense;
    samples_ = 0;
    labels_ = 0;
    worst_ = 0;
    return status::ok;
}

status disagreement::add(const float* x) noexcept {
    if (!dense_) return status::unusable_shape;
    if (samples_ == UINT32_MAX) return status::too_many_samples;
    const status in_range = quantize(x, network_.inputs(), quantized_.input, parts_.quantized_even);
    if (in_range != status::ok) return in_range;

    bool finite = true;
    const int8_t* q = parts_.quantized_even;
    const float* y = nullptr;
    detail::walk_float_layers(
        network_, x, parts_.odd, parts_.even, [](uint32_t, uint32_t, const float*) {},
        [&](uint32_t l, uint32_t outputs, const float* a) {
            finite = finite && all_finite(a, outputs);
            int8_t* const to = l % 2 == 0 ? parts_.quantized_odd : parts_.quantized_even;
            dense_(quantized_.layers[l], q, to);
            q = to;
            y = a;
            if (finite) compare(l, to, a);
        });
    if (!finite) return status::not_finite_output;

    const uint32_t last = network_.layer_count() - 1;
    if (samples_ == 0 || parts_.of_sample[last].largest > parts_.sums[last].largest) {
        worst_ = samples_;
    }
    for (uint32_t l = 0; l <= last; ++l) {
        layer_sums& sums = parts_.sums[l];
        const layer_sums& more = parts_.of_sample[l];
        sums.errors += more.errors;
        sums.outputs += more.outputs;
        sums.saturated += more.saturated;
        sums.largest = more.largest > sums.largest ? more.largest : sums.largest;
    }
    const uint32_t outputs = network_.outputs();
    if (label_of<float>(outputs, y) != label_of_quantized(outputs, q, quantized_.output)) ++labels_;
    ++samples_;
    return status::ok;
}

void disagreement::compare(uint32_t number, const int8_t* from, const float* expected) noexcept {
    const quantization how = shape_.output_of(number);
    layer_sums sums{};
    sums.outputs = quantized_.layers[number].outputs;
    for (uint32_t o = 0; o < quantized_.layers[number].outputs; ++o) {
        const float error = size_of(expected[o] - dequantize(from[o], how));
        sums.errors += static_cast<double>(error);
        sums.largest = error > sums.largest ? error : sums.largest;
        if (!reaches(expected[o], how)) ++sums.saturated;
    }
    parts_.of_sample[number] = sums;
}

network_disagreement disagreement::result() const noexcept {
    if (samples_ == 0) return {};
    const layer_disagreement last = layer(network_.layer_count() - 1);
    return {samples_, labels_, last.largest_error, last.mean_error, worst_};
}

layer_disagreement disagreement::layer(uint32_t number) const noexcept {
    if (samples_ == 0) return {};
    const layer_sums& sums = parts_.sums[number];
    const auto mean = static_cast<float>(sums.errors / static_cast<double>(sums.outputs));
    return {sums.largest, mean, sums.outputs, sums.saturated};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
