// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_16x8_network.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/quantized/quantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

constexpr uint32_t most_layers = 255;
/// Sums of 65535 products stay below 2^39; with a bias, below the 2^47 of requantize_wide().
constexpr int64_t bound_of_biases = int64_t{1} << 46;

bool is_size(uint32_t units) { return units - 1 < 65535; }
bool is_scale(float scale) { return is_usable({scale, 0}); }

status check_layer(const quantized_16x8_layer& layer) {
    const bool per_output = layer.multiplier_count == layer.outputs;
    if (!is_size(layer.outputs) || !layer.weights || !layer.multipliers) {
        return status::unusable_shape;
    }
    if (!per_output && layer.multiplier_count != 1) return status::unusable_shape;
    bool good = layer.lowest <= layer.highest && is_scale(layer.scale);
    for (uint32_t m = 0; m < layer.multiplier_count; ++m) {
        const multiplier by = layer.multipliers[m];
        good = good && by.shift >= -31 && by.shift <= 7 && by.significand >= 0;
    }
    for (uint32_t o = 0; o < layer.outputs && layer.biases; ++o) {
        good = good && layer.biases[o] < bound_of_biases && layer.biases[o] > -bound_of_biases;
    }
    return good ? status::ok : status::bad_argument;
}

size_t larger(size_t a, size_t b) { return a > b ? a : b; }

}  // namespace

void detail::dense_16x8(const quantized_16x8_layer& layer, uint32_t inputs, const int16_t* x,
                        int16_t* y) noexcept {
    // So many products of 2^22 at most fit into 32 bits.
    constexpr uint32_t most_products = 511;
    const int8_t* w = layer.weights;
    const multiplier* by = layer.multipliers;
    for (uint32_t o = 0; o < layer.outputs; ++o) {
        int64_t sum = layer.biases ? layer.biases[o] : 0;
        for (uint32_t done = 0; done < inputs;) {
            const uint32_t left = inputs - done;
            const uint32_t end = done + (left < most_products ? left : most_products);
            int32_t part = 0;
            for (; done < end; ++done) part += int32_t{x[done]} * *w++;
            sum += part;
        }
        const int64_t scaled = requantize_wide(sum, *by);
        y[o] = static_cast<int16_t>(clamped(scaled, int32_t{layer.lowest}, int32_t{layer.highest}));
        if (layer.multiplier_count != 1) ++by;
    }
}

int16_t highest_of_relu6(float scale) noexcept { return quantize_to_16(6.0F, scale); }

status quantized_16x8_network::open(const quantized_16x8_shape& shape) noexcept {
    if (!shape.layers || shape.layer_count - 1 >= most_layers || !is_size(shape.inputs)) {
        return status::unusable_shape;
    }
    if (!is_scale(shape.input_scale)) return status::bad_argument;
    size_t widest[2] = {0, 0};
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const status checked = check_layer(shape.layers[l]);
        if (checked != status::ok) return checked;
        const size_t outputs = shape.layers[l].outputs;
        if (l + 1 < shape.layer_count) widest[l % 2] = larger(widest[l % 2], outputs);
    }
    shape_ = shape;
    odd_ = widest[0];
    even_ = widest[1];
    return status::ok;
}

size_t quantized_16x8_network::odd_with_ends() const {
    return shape_.layer_count % 2 == 1 ? larger(odd_, outputs()) : odd_;
}

size_t quantized_16x8_network::even_with_ends() const {
    const size_t with_inputs = larger(even_, inputs());
    return shape_.layer_count % 2 == 0 ? larger(with_inputs, outputs()) : with_inputs;
}

size_t quantized_16x8_network::float_scratch_bytes() const {
    return (odd_with_ends() + even_with_ends()) * sizeof(int16_t);
}

void quantized_16x8_network::forward(const int16_t* x, int16_t* odd, int16_t* even,
                                     int16_t* y) const noexcept {
    uint32_t width = shape_.inputs;
    for (uint32_t l = 0; l < shape_.layer_count; ++l) {
        const bool is_last = l + 1 == shape_.layer_count;
        int16_t* const to = is_last ? y : (l % 2 == 0 ? odd : even);
        detail::dense_16x8(shape_.layers[l], width, x, to);
        x = to;
        width = shape_.layers[l].outputs;
    }
}

status quantized_16x8_network::predict(const int16_t* x, memory_block scratch,
                                       int16_t* y) const noexcept {
    if (!is_open()) return status::unusable_shape;
    if (scratch_bytes() > 0) {
        const status fits = detail::check_memory(scratch, scratch_bytes(), alignment);
        if (fits != status::ok) return fits;
    }
    auto* const odd = static_cast<int16_t*>(scratch.first);
    forward(x, odd, odd + odd_, y);
    return status::ok;
}

status quantized_16x8_network::predict(const float* x, memory_block scratch,
                                       float* y) const noexcept {
    if (!is_open()) return status::unusable_shape;
    const status fits = detail::check_memory(scratch, float_scratch_bytes(), alignment);
    if (fits != status::ok) return fits;
    if (!all_finite(x, inputs())) return status::not_finite_input;
    auto* const odd = static_cast<int16_t*>(scratch.first);
    int16_t* const even = odd + odd_with_ends();
    for (uint32_t i = 0; i < inputs(); ++i) even[i] = quantize_to_16(x[i], input_scale());
    int16_t* const q = shape_.layer_count % 2 == 1 ? odd : even;
    forward(even, odd, even, q);
    for (uint32_t o = 0; o < outputs(); ++o) y[o] = dequantize_16(q[o], output_scale());
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
