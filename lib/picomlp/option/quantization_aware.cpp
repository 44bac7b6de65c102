// SPDX-License-Identifier: MIT
#include "picomlp/option/quantization_aware.hpp"

#include "picomlp/activation/log_softmax.hpp"
#include "picomlp/activation/softmax.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

float moved(float from, float to, float rate) {
    const float way = to - from;
    const float step = way * rate;
    return from + step;
}

uint64_t units_of(const dynamic_shape& shape) {
    uint64_t units = 0;
    for (uint32_t l = 0; l < shape.layer_count; ++l) units += shape.layers[l].outputs;
    return units;
}

detail::opened_simulation lay_out(detail::memory_layout& memory, const dynamic_shape& shape,
                                  uint32_t batch_size) {
    const uint32_t layers = shape.layer_count;
    const uint64_t ranges = 1 + 2 * uint64_t{layers};
    const uint32_t capacity =
        batch_size < summation_order::chunk_samples ? batch_size : summation_order::chunk_samples;
    detail::opened_simulation all{};
    all.input_stride = batch_size;
    all.words_per_unit = (size_t{capacity} + 31) / 32;
    all.layers = memory.take<sample_layer<float>>(layers);
    all.observed = memory.take<running_range<float>>(ranges);
    all.found = memory.take<running_range<float>>(ranges);
    all.quantizations = memory.take<detail::layer_quantization>(layers);
    all.parameters = memory.take<float>(parameter_count_of(shape));
    all.inputs = memory.take<float>(uint64_t{shape.inputs} * batch_size);
    all.clipped = memory.take<uint32_t>(2 * units_of(shape) * all.words_per_unit);
    return all;
}

/// As detail::check_quantizable() of an opened network.
bool is_quantizable(const dynamic_shape& shape) {
    for (uint32_t l = 0; l + 1 < shape.layer_count; ++l) {
        const uint32_t code = shape.layers[l].activation;
        if (code == code_of<softmax>() || code == code_of<log_softmax>()) return false;
    }
    return true;
}

}  // namespace

size_t detail::simulation_bytes(const dynamic_shape& shape, uint32_t batch_size) noexcept {
    if (!ok(check_shape(shape)) || !is_quantizable(shape)) return 0;
    memory_layout counted;
    lay_out(counted, shape, batch_size);
    return bytes_or_none(counted.used());
}

detail::opened_simulation detail::open_simulation(const dynamic_shape& shape, uint32_t batch_size,
                                                  void* memory) noexcept {
    memory_layout given(memory);
    opened_simulation all = lay_out(given, shape, batch_size);
    all.shape = shape;
    uint32_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const dynamic_layer& layer = shape.layers[l];
        const dense_shape size{static_cast<uint16_t>(inputs), static_cast<uint16_t>(layer.outputs)};
        all.layers[l] = {{nullptr}, size, nullptr, parameter_of<float>(layer)};
        inputs = layer.outputs;
    }
    return all;
}

quantization_simulation detail::simulation_of(const opened_simulation& opened, const float* w,
                                              const running_range<float>* observed) noexcept {
    const dynamic_shape& shape = opened.shape;
    return {float_network(opened.layers, shape.layers, shape.layer_count, w),
            observed,
            opened.steps,
            opened.found,
            opened.quantizations,
            opened.parameters,
            opened.inputs,
            opened.input_stride,
            opened.clipped,
            opened.words_per_unit};
}

status detail::check_rate(float rate) noexcept {
    return rate > 0.0F && rate <= 1.0F ? status::ok : status::bad_argument;
}

void detail::move_ranges(float rate, uint32_t count, const running_range<float>* found,
                         running_range<float>* observed, uint32_t* steps) noexcept {
    for (uint32_t k = 0; k < count; ++k) {
        running_range<float>& range = observed[k];
        if (*steps == 0) range = found[k];
        range.lowest = moved(range.lowest, found[k].lowest, rate);
        range.highest = moved(range.highest, found[k].highest, rate);
    }
    if (*steps < UINT32_MAX) ++*steps;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
