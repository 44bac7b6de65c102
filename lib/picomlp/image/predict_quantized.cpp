// SPDX-License-Identifier: MIT
#include "picomlp/image/predict_quantized.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/same_bytes.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::opened_quantized;

/// Leaves the network's outputs, of int8, where `outputs` then points.
status run(const quantized_image& file, const opened_quantized& network,
           detail::quantized_dense_routine dense, const float* x, const memory_block& scratch,
           const int8_t*& outputs) {
    const dynamic_shape shape = file.shape();
    if (!network.layers || network.count != shape.layer_count ||
        network.layers[0].inputs != shape.inputs ||
        network.layers[network.count - 1].outputs != shape.outputs()) {
        return status::unusable_shape;
    }
    if (scratch.bytes < detail::quantized_float_scratch_bytes(network)) {
        return status::too_little_memory;
    }
    const detail::quantized_buffers buffers = detail::buffers_with_ends(network, scratch.first);
    const scaling_table<float> scaling = file.scaling();
    for (uint32_t f = 0; f < shape.inputs; ++f) {
        float feature = x[f];
        if (scaling.features > 0) feature = (feature - scaling.offset[f]) * scaling.factor[f];
        if (detail::is_nan_or_inf(feature)) return status::not_finite_input;
        buffers.even[f] = quantize(feature, network.input);
    }
    detail::run_quantized(network, dense, buffers);
    outputs = buffers.outputs;
    return status::ok;
}

/// What the network's output q stands for as output number `place` of the model.
float output_of(const target_table<float>& targets, const opened_quantized& network, int8_t q,
                uint32_t place) {
    const float z = dequantize(q, network.output);
    return targets.targets > 0 ? z * targets.scale[place] + targets.offset[place] : z;
}

}  // namespace

status detail::predict_quantized_image(const quantized_image& file, const opened_quantized& network,
                                       quantized_dense_routine dense, const float* x,
                                       const memory_block& scratch, float* y) noexcept {
    const int8_t* q = nullptr;
    const status done = run(file, network, dense, x, scratch, q);
    if (done != status::ok) return done;
    const target_table<float> targets = file.targets();
    const uint32_t outputs = network.layers[network.count - 1].outputs;
    for (uint32_t o = 0; o < outputs; ++o) {
        if (is_nan_or_inf(output_of(targets, network, q[o], o))) return status::not_finite_output;
    }
    for (uint32_t o = 0; o < outputs; ++o) y[o] = output_of(targets, network, q[o], o);
    return status::ok;
}

status detail::test_quantized_image(const quantized_image& file, const opened_quantized& network,
                                    quantized_dense_routine dense,
                                    const memory_block& scratch) noexcept {
    if (!file.is_open()) return status::unusable_shape;
    const test_vectors<float> vectors = file.vectors();
    if (vectors.samples == 0) return status::no_samples;
    const uint32_t inputs = file.shape().inputs;
    const uint32_t outputs = file.shape().outputs();
    const target_table<float> targets = file.targets();
    const float* x = vectors.x;
    const float* expected = vectors.y;
    for (uint32_t s = vectors.samples; s > 0; --s, x += inputs, expected += outputs) {
        const int8_t* q = nullptr;
        const status done = run(file, network, dense, x, scratch, q);
        if (done != status::ok) return done;
        for (uint32_t o = 0; o < outputs; ++o) {
            const float y = output_of(targets, network, q[o], o);
            if (!same_bytes(&y, expected + o, sizeof y)) return status::failed_self_test;
        }
    }
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
