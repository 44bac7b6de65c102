// SPDX-License-Identifier: MIT
#include "picomlp/quantized/disagreement.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

bool reaches(float x, quantization how) {
    const float half = how.scale * 0.5F;
    return x >= dequantize(-128, how) - half && x <= dequantize(127, how) + half;
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

status disagreement::open(const float_network& network, const quantized_shape& shape,
                          const detail::opened_quantized& quantized,
                          detail::quantized_dense_routine dense,
                          const memory_block& memory) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    if (!same_sizes(network, shape, quantized)) return status::unusable_shape;
    const status begun = begin(network, memory);
    if (begun != status::ok) return begun;
    shape_ = shape;
    quantized_ = quantized;
    dense_ = dense;
    return status::ok;
}

status disagreement::add(const float* x) noexcept {
    const status ready = check_sample();
    if (ready != status::ok) return ready;
    const status in_range =
        quantize(x, network_.inputs(), quantized_.input, layers_.quantized_even);
    if (in_range != status::ok) return in_range;
    const auto at = detail::walk_compared_layers(
        network_, layers_, x,
        [this](uint32_t l, const int8_t* from, int8_t* to) {
            dense_(quantized_.layers[l], from, to);
        },
        [this](uint32_t l, uint32_t outputs, const int8_t* found, const float* expected) {
            compare(l, outputs, found, expected);
        });
    return finish(at, dequantize(at.of_integers[0], quantized_.output));
}

void disagreement::compare(uint32_t number, uint32_t outputs, const int8_t* found,
                           const float* expected) noexcept {
    const quantization how = shape_.output_of(number);
    layers_.sums.begin_layer(number);
    for (uint32_t o = 0; o < outputs; ++o) {
        layers_.sums.add(number, expected[o], dequantize(found[o], how),
                         !reaches(expected[o], how));
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
