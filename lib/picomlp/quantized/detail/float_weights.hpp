// SPDX-License-Identifier: MIT
// Weights of floats as numbers of eight bits: what all networks of such weights are made with.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/quantized/quantization.hpp"
#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

constexpr float smallest_scale = 0x1p-126F;

constexpr float larger(float a, float b) { return a > b ? a : b; }
constexpr float magnitude_of(float x) { return x < 0.0F ? -x : x; }

/// The integer nearest to x, halves away from 0. |x| < 2^52.
constexpr int64_t nearest_integer(double x) {
    const auto whole = static_cast<int64_t>(x);  // towards 0
    const double rest = x - static_cast<double>(whole);
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// Parameters of a layer of floats: a row for each input, the biases last.
struct float_layer {
    dense_shape shape;
    const float* w;

    float weight(uint32_t o, uint32_t i) const { return w[size_t{i} * shape.outputs + o]; }
    float bias(uint32_t o) const { return weight(o, shape.inputs); }
};

/// Of an output's weights, so that the largest is 127 or -127.
inline float scale_of_weights(const float_layer& layer, uint32_t output) {
    float largest = 0.0F;
    for (uint32_t i = 0; i < layer.shape.inputs; ++i) {
        largest = larger(largest, magnitude_of(layer.weight(output, i)));
    }
    return largest / 127.0F;
}

inline int32_t number_of_weight(float weight, float scale) {
    return clamped(nearest_integer(static_cast<double>(weight) / static_cast<double>(scale)), -127,
                   127);
}

/// What 1 stands for in the sums of an output, and in its bias.
inline double unit_of_sums(float input_scale, float weight_scale) {
    return static_cast<double>(input_scale) * static_cast<double>(weight_scale);
}

inline int64_t number_of_bias(const float_layer& layer, uint32_t output, double unit) {
    return nearest_integer(static_cast<double>(layer.bias(output)) / unit);
}

/// Writes an output's weights unless `weights`, the layer's, is null; the sum of their sizes.
inline int64_t quantize_weights(const float_layer& layer, uint32_t output, float scale,
                                int8_t* weights) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < layer.shape.inputs; ++i) {
        const int32_t q = number_of_weight(layer.weight(output, i), scale);
        sum += q < 0 ? -q : q;
        if (weights) weights[size_t{output} * layer.shape.inputs + i] = static_cast<int8_t>(q);
    }
    return sum;
}

/// The scale in use: all numbers being 0 any would do.
constexpr float usable_scale(float found) {
    return found == 0.0F ? 1.0F : larger(found, smallest_scale);
}

/// scale_of(output) for the output that wants the largest scale.
template <class ScaleOf>
float largest_scale(uint32_t outputs, ScaleOf scale_of) {
    float largest = 0.0F;
    for (uint32_t o = 0; o < outputs; ++o) largest = larger(largest, scale_of(o));
    return largest;
}

/// Calls quantize(output, scale) for every output, with scale_of(output) or with the largest of
/// them all, and writes the multipliers to the sums' scale unless they are null. beyond_range for a
/// scale that is not finite, and where quantize() returns false.
template <class ScaleOf, class Quantize>
status quantize_outputs(uint32_t outputs, weight_scales scales, float input_scale, float sum_scale,
                        multiplier* multipliers, ScaleOf scale_of, Quantize quantize) {
    const bool per_output = scales == weight_scales::per_output;
    const float largest = per_output ? 0.0F : largest_scale(outputs, scale_of);
    for (uint32_t o = 0; o < outputs; ++o) {
        const float found = per_output ? scale_of(o) : largest;
        if (!is_finite(found)) return status::beyond_range;
        const float scale = usable_scale(found);
        if (!quantize(o, scale)) return status::beyond_range;
        if (multipliers && (per_output || o == 0)) {
            // In a layer of one output there is no telling: it then counts as one scale.
            const bool several = per_output && outputs > 1;
            multipliers[o] = product_multiplier(input_scale, scale, sum_scale, several);
        }
    }
    return status::ok;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
