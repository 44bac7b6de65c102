// SPDX-License-Identifier: MIT
#include "picomlp/quantized/disagreement_16x8.hpp"

#include "picomlp/quantized/quantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

bool reaches_16(float x, float scale) {
    const float half = scale * 0.5F;
    return x >= dequantize_16(-32768, scale) - half && x <= dequantize_16(32767, scale) + half;
}

bool same_sizes_16(const float_network& network, const quantized_16x8_shape& shape) {
    if (shape.layer_count != network.layer_count() || shape.inputs != network.inputs()) {
        return false;
    }
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        if (shape.layers[l].outputs != network.layer(l).shape.outputs) return false;
    }
    return true;
}

}  // namespace

status disagreement_16x8::open(const float_network& network,
                               const quantized_16x8_network& quantized,
                               memory_block memory) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    const quantized_16x8_shape& shape = quantized.shape();
    if (!quantized.is_open() || !same_sizes_16(network, shape)) return status::unusable_shape;
    const status begun = begin(network, memory);
    if (begun != status::ok) return begun;
    shape_ = shape;
    return status::ok;
}

status disagreement_16x8::add(const float* x) noexcept {
    const status ready = check_sample();
    if (ready != status::ok) return ready;
    const uint32_t inputs = shape_.inputs;
    if (!all_finite(x, inputs)) return status::not_finite_input;
    for (uint32_t i = 0; i < inputs; ++i) {
        layers_.quantized_even[i] = quantize_to_16(x[i], shape_.input_scale);
    }
    const auto at = detail::walk_compared_layers(
        network_, layers_, x,
        [this](uint32_t l, const int16_t* from, int16_t* to) {
            detail::dense_16x8(shape_.layers[l], network_.layer(l).shape.inputs, from, to);
        },
        [this](uint32_t l, uint32_t outputs, const int16_t* found, const float* expected) {
            compare(l, outputs, found, expected);
        });
    const float scale = shape_.layers[shape_.layer_count - 1].scale;
    return finish(at, dequantize_16(at.of_integers[0], scale));
}

void disagreement_16x8::compare(uint32_t number, uint32_t outputs, const int16_t* found,
                                const float* expected) noexcept {
    const float scale = shape_.layers[number].scale;
    layers_.sums.begin_layer(number);
    for (uint32_t o = 0; o < outputs; ++o) {
        layers_.sums.add(number, expected[o], dequantize_16(found[o], scale),
                         !reaches_16(expected[o], scale));
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
