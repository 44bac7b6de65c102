// SPDX-License-Identifier: MIT
// Networks of int8: layers of all kinds in both roundings, and networks of floats quantized on the
// target itself.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

int8_t int8_of(integers& source) { return static_cast<int8_t>(source.next() >> 24); }

/// Layers of 1 to 45 inputs and 1 to 11 outputs; one multiplier in three is beyond what the kernels
/// take the short way for. Every other layer has sums so small that they are shifted by few bits,
/// and the two roundings differ.
template <class Rounding>
void quantized_layers(checksum& results) {
    constexpr uint32_t most_inputs = 45;
    constexpr uint32_t most_outputs = 11;
    integers source(81);
    int8_t weights[most_inputs * most_outputs];
    int8_t x[most_inputs];
    int8_t y[most_outputs];
    int32_t biases[most_outputs];
    multiplier multipliers[most_outputs];
    alignas(8) unsigned char memory[160];
    for (uint32_t inputs = 1; inputs <= most_inputs; inputs += 1 + inputs / 16) {
        const uint32_t outputs = 1 + source.next() % most_outputs;
        const bool per_output = source.next() % 2 == 0;
        const int32_t largest_shift = source.next() % 3 == 0 ? 2 : -2;
        const bool small = inputs % 2 == 0;
        for (int8_t& w : weights) w = small ? int8_t(int8_of(source) / 40) : int8_of(source);
        for (int8_t& q : x) q = int8_of(source);
        for (int32_t& b : biases) b = static_cast<int32_t>(source.next()) >> (small ? 24 : 12);
        for (multiplier& m : multipliers) {
            m.significand = static_cast<int32_t>((1U << 30) + (source.next() >> 2));
            m.shift = largest_shift - static_cast<int32_t>(source.next() % (small ? 3 : 14));
        }
        quantized_layer layer;
        layer.weights = weights;
        layer.biases = source.next() % 4 == 0 ? nullptr : biases;
        layer.multipliers = multipliers;
        layer.multiplier_count = per_output ? outputs : 1;
        layer.outputs = outputs;
        layer.zero_point = int8_of(source);
        const quantized_leaky_relu leaky{{1 << 30, 0}, {(1 << 30) + 12345, -3}, int8_of(source)};
        if (source.next() % 4 == 0) layer.leaky = &leaky;
        if (source.next() % 2 == 0) layer.range = {-100, 90};
        quantized_shape shape;
        shape.inputs = inputs;
        shape.input_zero_point = int8_of(source);
        shape.layer_count = 1;
        shape.layers = &layer;
        quantized_network<Rounding> network;
        results.add(static_cast<uint32_t>(network.open(shape, memory)));
        for (int sample = 0; sample < 3; ++sample) {
            for (int8_t& q : x) q = int8_of(source);
            results.add(static_cast<uint32_t>(network.predict(x, memory_block(memory, 0), y)));
            for (uint32_t o = 0; o < outputs; ++o) results.add(static_cast<uint8_t>(y[o]));
        }
    }
}

using net = network<input<7>, dense<18, relu>, dense<9, hyperbolic_tangent>,
                    dense<12, picomlp::gelu>, dense<6, leaky_relu>, dense<3, picomlp::softmax>>;
constexpr uint32_t samples = 60;

template <class Rounding>
void add_network(checksum& results, const calibration& ranges, weight_scales scales,
                 const values<float>& x) {
    quantized_model model;
    values<uint64_t> model_memory(quantized_model::bytes(ranges, scales) / 8 + 1);
    results.add(static_cast<uint32_t>(
        model.make(ranges, scales, {model_memory.data(), 8 * model_memory.size()})));
    quantized_network<Rounding> small;
    values<uint64_t> memory(small.bytes(model.shape()) / 8 + 1);
    results.add(
        static_cast<uint32_t>(small.open(model.shape(), {memory.data(), 8 * memory.size()})));
    values<unsigned char> scratch(small.float_scratch_bytes());
    disagreement figures;
    values<uint64_t> more(disagreement::bytes(ranges.network()) / 8 + 1);
    results.add(static_cast<uint32_t>(
        figures.open(ranges.network(), model.shape(), small, {more.data(), 8 * more.size()})));
    for (uint32_t s = 0; s < samples; ++s) {
        const float* const sample = x.data() + s * net::inputs;
        float y[net::outputs];
        results.add(static_cast<uint32_t>(
            small.predict(sample, memory_block(scratch.data(), scratch.size()), y)));
        for (const float each : y) results.add(each);
        results.add(static_cast<uint32_t>(figures.add(sample)));
    }
    const network_disagreement found = figures.result();
    results.add(found.labels);
    results.add(found.largest_error);
    results.add(found.mean_error);
    results.add(found.worst_sample);
}

void quantized_networks(checksum& results) {
    static net::parameters w;
    const auto drawn = random_values<float>(net::parameter_count, 82, -1);
    for (size_t p = 0; p < drawn.size(); ++p) w.values[p] = drawn[p];
    const auto x = random_values<float>(samples * size_t{net::inputs}, 83, 1);
    const float_network from(w);
    calibration ranges;
    values<uint64_t> memory(calibration::bytes(from, 64) / 8 + 1);
    results.add(static_cast<uint32_t>(ranges.open(from, {memory.data(), 8 * memory.size()}, 64)));
    const auto take_all = [&] {
        for (uint32_t s = 0; s < samples; ++s) {
            results.add(static_cast<uint32_t>(ranges.add(x.data() + s * net::inputs)));
        }
    };
    take_all();
    add_network<double_rounding>(results, ranges, weight_scales::per_output, x);
    results.mark_end_of("all numbers");
    results.add(static_cast<uint32_t>(ranges.start_counting()));
    take_all();
    results.add(static_cast<uint32_t>(ranges.use_percentile(0.95F)));
    add_network<single_rounding>(results, ranges, weight_scales::per_layer, x);
    results.mark_end_of("percentile");
    results.add(static_cast<uint32_t>(ranges.use_least_squares()));
    add_network<double_rounding>(results, ranges, weight_scales::per_output, x);
    results.mark_end_of("least squares");
}

}  // namespace

stage_list quantized_stages() {
    static constexpr stage all[] = {
        {"quantized_layers.double_rounding", range::normal, quantized_layers<double_rounding>},
        {"quantized_layers.single_rounding", range::normal, quantized_layers<single_rounding>},
        {"quantized_networks", range::normal, unless_small<quantized_networks>},
    };
    return all;
}

}  // namespace testing
