// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_network.hpp"

#include "picomlp/quantized/kernels/bounded_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::opened_quantized;
using detail::quantized_dense;

constexpr uint32_t most_layers = 255;

bool is_size(uint32_t units) { return units - 1 < 65535; }
bool is_zero_point(int32_t zero) { return zero >= -128 && zero <= 127; }
bool is_shift(multiplier by) { return by.shift >= -31 && by.shift <= 30; }

/// The sum of all layers' units; 0 when a size is not allowed.
uint32_t count_units(const quantized_shape& shape) {
    if (!shape.layers || shape.layer_count - 1 >= most_layers || !is_size(shape.inputs)) return 0;
    uint32_t units = 0;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        if (!is_size(shape.layers[l].outputs)) return 0;
        units += shape.layers[l].outputs;
    }
    return units;
}

status check_layer(const quantized_layer& layer) {
    const bool per_output = layer.multiplier_count == layer.outputs;
    if (!layer.weights || !layer.multipliers) return status::unusable_shape;
    if (!per_output && layer.multiplier_count != 1) return status::unusable_shape;
    bool good = is_zero_point(layer.zero_point) && layer.range.lowest <= layer.range.highest;
    good = good && !(layer.table && layer.leaky) && is_zero_point(layer.table_zero_point);
    good = good && (layer.table || layer.table_zero_point == 0);
    for (uint32_t m = 0; m < layer.multiplier_count; ++m) {
        good = good && is_shift(layer.multipliers[m]) && layer.multipliers[m].significand >= 0;
    }
    if (layer.leaky) {
        good = good && is_shift(layer.leaky->above) && is_shift(layer.leaky->below) &&
               is_zero_point(layer.leaky->zero_point);
    }
    return good ? status::ok : status::bad_argument;
}

/// biases[o] = the layer's own, less the part that the inputs' zero point adds to every sum.
void fold_zero_point(const quantized_layer& layer, uint32_t inputs, int32_t zero, int32_t* biases) {
    const int8_t* w = layer.weights;
    for (uint32_t o = 0; o < layer.outputs; ++o) {
        uint32_t sum = 0;  // which wraps as those of the layer do
        for (uint32_t i = 0; i < inputs; ++i) sum += static_cast<uint32_t>(int32_t{*w++});
        const auto own = static_cast<uint32_t>(layer.biases ? layer.biases[o] : 0);
        biases[o] = static_cast<int32_t>(own - static_cast<uint32_t>(zero) * sum);
    }
}

/// Whether a kernel may take every sum for bounded.
bool is_bounded(const quantized_layer& layer, uint32_t inputs, const int32_t* biases) {
    const int32_t largest =
        quantized_kernels::bound_of_sums - static_cast<int32_t>(inputs) * 128 * 128;
    bool bounded = true;
    for (uint32_t o = 0; o < layer.outputs; ++o) {
        bounded = bounded && biases[o] <= largest && biases[o] >= -largest;
    }
    for (uint32_t m = 0; m < layer.multiplier_count; ++m) {
        bounded = bounded && quantized_kernels::is_for_bounded_sums(layer.multipliers[m]);
    }
    return bounded;
}

bool have_opposites(const quantized_layer& layer, uint32_t inputs) {
    int8_t least = 0;
    const size_t count = size_t{layer.outputs} * inputs;
    for (size_t k = 0; k < count; ++k) {
        least = layer.weights[k] < least ? layer.weights[k] : least;
    }
    return least > -128;
}

quantized_dense table_of(const quantized_layer& layer, uint32_t inputs, const int32_t* biases) {
    quantized_dense made{};
    made.inputs = inputs;
    made.outputs = layer.outputs;
    made.weights = layer.weights;
    made.biases = biases;
    made.multipliers = layer.multipliers;
    made.multiplier_step =
        layer.multiplier_count == 1 ? 0 : static_cast<int32_t>(sizeof(multiplier));
    made.twice_zero_point = 2 * layer.zero_point + 1;
    made.lowest = int32_t{layer.range.lowest};
    made.highest = int32_t{layer.range.highest};
    made.cut_off = 255 - (made.highest - made.lowest);
    made.table = layer.table;
    made.leaky = layer.leaky;
    made.has_activation = layer.table || layer.leaky;
    made.is_bounded = is_bounded(layer, inputs, biases);
    made.weights_have_opposites = has_x86_vectors && have_opposites(layer, inputs);
    return made;
}

/// layers[0] takes x, the last one writes to y, those between write to odd and even in turn.
void forward(const opened_quantized& network, detail::quantized_dense_routine dense,
             const int8_t* x, int8_t* odd, int8_t* even, int8_t* y) {
    const quantized_dense* layer = network.layers;
    for (uint32_t left = network.count - 1; left != 0; --left) {
        dense(*layer++, x, odd);
        int8_t* const written = odd;
        odd = even;
        even = written;
        x = written;
    }
    dense(*layer, x, y);
}

size_t larger(size_t a, size_t b) { return a > b ? a : b; }

/// Bytes of the buffers of a prediction from floats: odd, and even with the inputs in it; the
/// outputs are in whichever is theirs.
struct float_buffer_sizes {
    size_t odd;
    size_t even;
};
float_buffer_sizes float_buffers(const opened_quantized& network) {
    float_buffer_sizes sizes{network.odd, larger(network.even, network.layers[0].inputs)};
    size_t& last = network.count % 2 == 1 ? sizes.odd : sizes.even;
    last = larger(last, network.layers[network.count - 1].outputs);
    return sizes;
}

}  // namespace

status detail::check_quantized_shape(const quantized_shape& shape) noexcept {
    if (count_units(shape) == 0) return status::unusable_shape;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const status checked = check_layer(shape.layers[l]);
        if (checked != status::ok) return checked;
        if (!is_usable(shape.output_of(l))) return status::bad_argument;
    }
    return is_usable(shape.input_quantization()) ? status::ok : status::bad_argument;
}

size_t detail::quantized_opening::bytes(uint32_t layer_count, uint32_t units) noexcept {
    // Fits: 255 layers of 65535 units take less than 2^27 bytes.
    return bytes_or_none(uint64_t{layer_count} * sizeof(quantized_dense) +
                         uint64_t{units} * sizeof(int32_t));
}

detail::quantized_opening::quantized_opening(void* memory, uint32_t layer_count, uint32_t inputs,
                                             quantization how) noexcept
    : layer_count_(layer_count), inputs_(inputs), zero_point_(how.zero_point), opened_{} {
    memory_layout layout(memory);
    layers_ = layout.take<quantized_dense>(layer_count);
    biases_ = layout.take<int32_t>(0);
    opened_.layers = layers_;
    opened_.input = how;
}

void detail::quantized_opening::add(const quantized_layer& layer) noexcept {
    fold_zero_point(layer, inputs_, zero_point_, biases_);
    layers_[opened_.count] = table_of(layer, inputs_, biases_);
    size_t& widest = opened_.count % 2 == 0 ? opened_.odd : opened_.even;
    if (++opened_.count < layer_count_) widest = larger(widest, layer.outputs);
    biases_ += layer.outputs;
    inputs_ = layer.outputs;
    zero_point_ = output_zero_point(layer);
    opened_.output = {layer.scale, zero_point_};
}

size_t detail::quantized_bytes(const quantized_shape& shape) noexcept {
    const uint32_t units = count_units(shape);
    return units == 0 ? 0 : quantized_opening::bytes(shape.layer_count, units);
}

status detail::open_quantized(const quantized_shape& shape, const memory_block& memory,
                              opened_quantized& network) noexcept {
    const status checked = check_quantized_shape(shape);
    if (checked != status::ok) return checked;
    const status fits = check_memory(memory, quantized_bytes(shape), alignof(quantized_dense));
    if (fits != status::ok) return fits;
    quantized_opening opening(memory.first, shape.layer_count, shape.inputs,
                              shape.input_quantization());
    for (uint32_t l = 0; l < shape.layer_count; ++l) opening.add(shape.layers[l]);
    network = opening.opened();
    return status::ok;
}

size_t detail::quantized_float_scratch_bytes(const opened_quantized& network) noexcept {
    if (!network.layers) return 0;
    const float_buffer_sizes sizes = float_buffers(network);
    return sizes.odd + sizes.even;
}

detail::quantized_buffers detail::buffers_with_ends(const opened_quantized& network,
                                                    void* scratch) noexcept {
    auto* const odd = static_cast<int8_t*>(scratch);
    int8_t* const even = odd + float_buffers(network).odd;
    return {odd, even, even, network.count % 2 == 1 ? odd : even};
}

void detail::run_quantized(const opened_quantized& network, quantized_dense_routine dense,
                           const quantized_buffers& buffers) noexcept {
    forward(network, dense, buffers.inputs, buffers.odd, buffers.even, buffers.outputs);
}

status detail::predict_quantized(const opened_quantized& network, quantized_dense_routine dense,
                                 const int8_t* x, void* scratch, int8_t* y) noexcept {
    if (!network.layers) return status::unusable_shape;
    auto* const odd = static_cast<int8_t*>(scratch);
    forward(network, dense, x, odd, odd + network.odd, y);
    return status::ok;
}

status detail::predict_quantized(const opened_quantized& network, quantized_dense_routine dense,
                                 const float* x, const memory_block& scratch, float* y) noexcept {
    if (!network.layers) return status::unusable_shape;
    if (scratch.bytes < quantized_float_scratch_bytes(network)) return status::too_little_memory;
    const quantized_buffers buffers = buffers_with_ends(network, scratch.first);
    const status quantized = quantize(x, network.layers[0].inputs, network.input, buffers.even);
    if (quantized != status::ok) return quantized;
    run_quantized(network, dense, buffers);
    return dequantize(buffers.outputs, network.layers[network.count - 1].outputs, network.output,
                      y);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
