// SPDX-License-Identifier: MIT
// Cases of tests/quantized/reference/vectors.py, read one after another and held to the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "picomlp/network/all_activations.hpp"
#include "picomlp/quantized/activation_table.hpp"
#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/quantization.hpp"
#include "picomlp/quantized/quantize_16x8_network.hpp"
#include "picomlp/quantized/quantized_16x8_network.hpp"
#include "picomlp/quantized/quantized_network.hpp"
#include "picomlp/quantized/requantization.hpp"
#include "picomlp/quantized/softmax.hpp"

namespace testing {

enum class case_kind : std::int32_t {
    multiplier,
    requantized,
    wide,
    quantized,
    dequantized,
    layers,
    dense,
    table,
    softmax,
    network_16x8,
    made_16x8,
    end,
};

inline float float_of(std::int32_t bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline std::int64_t joined(std::int32_t low, std::int32_t high) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(static_cast<std::uint32_t>(high))
                                         << 32 |
                                     static_cast<std::uint32_t>(low));
}

/// A dense layer as the reference describes it, and the arrays that a quantized_layer refers to.
struct described_layer {
    std::uint32_t inputs;
    std::uint32_t outputs;
    picomlp::quantization input;
    std::vector<float> weight_scales;
    std::vector<std::int8_t> weights;
    std::vector<std::int32_t> biases;
    std::int32_t activation;
    float slope;
    picomlp::quantization sums;
    picomlp::quantization output;

    std::vector<picomlp::multiplier> multipliers;
    picomlp::quantized_leaky_relu leaky;

    picomlp::quantized_layer layer() {
        multipliers.clear();
        for (const float scale : weight_scales) {
            multipliers.push_back(picomlp::product_multiplier(input.scale, scale, sums.scale,
                                                              weight_scales.size() != 1));
        }
        picomlp::quantized_layer made;
        made.outputs = outputs;
        made.weights = weights.data();
        made.biases = biases.empty() ? nullptr : biases.data();
        made.multipliers = multipliers.data();
        made.multiplier_count = static_cast<std::uint32_t>(multipliers.size());
        made.zero_point = sums.zero_point;
        if (activation == 1) made.range = picomlp::relu_range(sums);
        if (activation == 2) made.range = picomlp::relu6_range(sums);
        if (activation == 3) {
            leaky = picomlp::leaky_relu_between(sums.scale, slope, output.scale, output.zero_point);
            made.leaky = &leaky;
        }
        return made;
    }
};

/// Layers by their integers, and the arrays that they refer to.
struct layers_16x8 {
    struct arrays {
        std::vector<picomlp::multiplier> multipliers;
        std::vector<std::int8_t> weights;
        std::vector<std::int64_t> biases;
    };
    picomlp::quantized_16x8_shape shape;
    std::vector<picomlp::quantized_16x8_layer> layers;
    std::vector<arrays> owned;
};

/// Counts of cases by kind, and of those that came out otherwise.
struct case_counts {
    std::size_t seen[static_cast<std::size_t>(case_kind::end)] = {};
    std::size_t wrong[static_cast<std::size_t>(case_kind::end)] = {};

    std::size_t all_wrong() const {
        std::size_t sum = 0;
        for (const std::size_t count : wrong) sum += count;
        return sum;
    }
};

/// Next: the next integer of the stream at each call.
template <class Next>
class case_reader {
  public:
    explicit case_reader(Next next) : next_(std::move(next)) {}

    case_counts read_all() {
        case_counts counts;
        for (;;) {
            const auto kind = static_cast<case_kind>(next_());
            if (kind == case_kind::end) return counts;
            const auto at = static_cast<std::size_t>(kind);
            ++counts.seen[at];
            if (!one(kind)) ++counts.wrong[at];
        }
    }

  private:
    bool one(case_kind kind) {
        switch (kind) {
            case case_kind::multiplier:
                return multiplier();
            case case_kind::requantized:
                return requantized();
            case case_kind::wide:
                return wide();
            case case_kind::quantized:
                return quantized();
            case case_kind::dequantized:
                return dequantized();
            case case_kind::layers:
                return layers();
            case case_kind::dense:
                return dense();
            case case_kind::table:
                return table();
            case case_kind::softmax:
                return softmax();
            case case_kind::network_16x8:
                return network_16x8();
            default:
                return made_16x8();
        }
    }

    bool multiplier() {
        const std::int64_t bits = wide_number();
        double factor;
        std::memcpy(&factor, &bits, sizeof factor);
        const picomlp::multiplier made = picomlp::multiplier_of(factor);
        const std::int32_t significand = next_();
        return (made.significand == significand) & (made.shift == next_());
    }

    bool requantized() {
        const bool single = next_() == 1;
        const std::int32_t sum = next_();
        const picomlp::multiplier by = next_multiplier();
        const std::int32_t result = single ? picomlp::single_rounding::requantize(sum, by)
                                           : picomlp::double_rounding::requantize(sum, by);
        return result == next_();
    }

    bool wide() {
        const std::int64_t sum = wide_number();
        const picomlp::multiplier by = next_multiplier();
        return picomlp::requantize_wide(sum, by) == next_();
    }

    bool quantized() {
        const float x = float_of(next_());
        const picomlp::quantization how = next_quantization();
        return picomlp::quantize(x, how) == next_();
    }

    bool dequantized() {
        const auto q = static_cast<std::int8_t>(next_());
        const picomlp::quantization how = next_quantization();
        return picomlp::dequantize(q, how) == float_of(next_());
    }

    bool layers() {
        std::vector<described_layer> given(static_cast<std::size_t>(next_()));
        std::vector<picomlp::quantized_layer> made;
        for (described_layer& layer : given) {
            read(layer);
            made.push_back(layer.layer());
        }
        picomlp::quantized_shape shape;
        shape.inputs = given[0].inputs;
        shape.input_zero_point = given[0].input.zero_point;
        shape.layer_count = static_cast<std::uint32_t>(made.size());
        shape.layers = made.data();
        picomlp::quantized_network<picomlp::double_rounding> twice;
        picomlp::quantized_network<picomlp::single_rounding> once;
        const std::size_t bytes = twice.bytes(shape);
        std::vector<void*> memory(2 * (bytes / sizeof(void*) + 1));
        void** const second = memory.data() + memory.size() / 2;
        bool good = picomlp::ok(twice.open(shape, {memory.data(), bytes})) &&
                    picomlp::ok(once.open(shape, {second, bytes}));
        const std::int32_t samples = next_();
        std::vector<std::int8_t> x(shape.inputs);
        for (std::int32_t sample = 0; sample < samples; ++sample) {
            for (std::int8_t& q : x) q = static_cast<std::int8_t>(next_());
            good &= gives_outputs(twice, x);
            good &= gives_outputs(once, x);
        }
        return good;
    }

    /// A layer that is given by its integers, and what it gives: by the first rounding or the
    /// second, or 2 for both.
    bool dense() {
        const std::int32_t which = next_();
        picomlp::quantized_layer layer;
        picomlp::quantized_shape shape;
        shape.inputs = static_cast<std::uint32_t>(next_());
        layer.outputs = static_cast<std::uint32_t>(next_());
        shape.input_zero_point = next_();
        std::vector<picomlp::multiplier> multipliers(static_cast<std::size_t>(next_()));
        for (picomlp::multiplier& by : multipliers) by = next_multiplier();
        const auto weights = numbers(std::size_t{shape.inputs} * layer.outputs);
        std::vector<std::int32_t> biases(static_cast<std::size_t>(next_()));
        for (std::int32_t& b : biases) b = next_();
        layer.weights = weights.data();
        layer.biases = biases.empty() ? nullptr : biases.data();
        layer.multipliers = multipliers.data();
        layer.multiplier_count = static_cast<std::uint32_t>(multipliers.size());
        layer.zero_point = next_();
        layer.range.lowest = static_cast<std::int8_t>(next_());
        layer.range.highest = static_cast<std::int8_t>(next_());
        shape.layer_count = 1;
        shape.layers = &layer;
        const auto samples = static_cast<std::size_t>(next_());
        const auto x = numbers(samples * shape.inputs);
        const auto y = numbers(samples * layer.outputs);
        return (which == 1 || gives<picomlp::double_rounding>(shape, x, y)) &&
               (which == 0 || gives<picomlp::single_rounding>(shape, x, y));
    }

    /// All outputs of sigmoid, or of hyperbolic_tangent.
    bool table() {
        const bool is_tanh = next_() == 1;
        const picomlp::quantization from = next_quantization();
        std::int8_t made[picomlp::activation_table_size];
        const picomlp::status outcome =
            is_tanh ? picomlp::make_integer_table<picomlp::hyperbolic_tangent>(from, made)
                    : picomlp::make_integer_table<picomlp::sigmoid>(from, made);
        bool good = picomlp::ok(outcome);
        for (const std::int8_t q : made) good &= q == next_();
        return good;
    }

    /// A row, with a scale or, where that is 0, with what it becomes.
    bool softmax() {
        const float scale = float_of(next_());
        picomlp::quantized_softmax how{};
        how.by = next_multiplier();
        how.least_difference = next_();
        if (scale > 0.0F) how = picomlp::softmax_of(scale);
        const auto count = static_cast<std::size_t>(next_());
        std::vector<std::int8_t> q = numbers(count);
        picomlp::apply_softmax(how, static_cast<std::uint32_t>(count), q.data());
        return q == numbers(count);
    }

    void read(layers_16x8& all) {
        all.shape.inputs = static_cast<std::uint32_t>(next_());
        all.shape.layer_count = static_cast<std::uint32_t>(next_());
        all.layers.resize(all.shape.layer_count);
        all.owned.resize(all.shape.layer_count);
        std::size_t inputs = all.shape.inputs;
        for (std::size_t l = 0; l < all.layers.size(); ++l) {
            picomlp::quantized_16x8_layer& layer = all.layers[l];
            layers_16x8::arrays& owned = all.owned[l];
            layer.outputs = static_cast<std::uint32_t>(next_());
            owned.multipliers.resize(static_cast<std::size_t>(next_()));
            for (picomlp::multiplier& by : owned.multipliers) by = next_multiplier();
            owned.weights = numbers(inputs * layer.outputs);
            owned.biases.resize(static_cast<std::size_t>(next_()));
            for (std::int64_t& b : owned.biases) b = wide_number();
            layer.weights = owned.weights.data();
            layer.biases = owned.biases.empty() ? nullptr : owned.biases.data();
            layer.multipliers = owned.multipliers.data();
            layer.multiplier_count = static_cast<std::uint32_t>(owned.multipliers.size());
            layer.lowest = static_cast<std::int16_t>(next_());
            layer.highest = static_cast<std::int16_t>(next_());
            inputs = layer.outputs;
        }
        all.shape.layers = all.layers.data();
    }

    /// Layers by their integers, and what the last one gives.
    bool network_16x8() {
        layers_16x8 given;
        read(given);
        return gives_outputs(given.shape);
    }

    /// Samples, and what a network gives for them.
    bool gives_outputs(const picomlp::quantized_16x8_shape& shape) {
        picomlp::quantized_16x8_network network;
        bool good = picomlp::ok(network.open(shape));
        std::vector<std::int16_t> scratch(network.scratch_bytes() / sizeof(std::int16_t));
        std::vector<std::int16_t> x(shape.inputs);
        std::vector<std::int16_t> y(network.outputs());
        const std::int32_t samples = next_();
        for (std::int32_t sample = 0; sample < samples; ++sample) {
            for (std::int16_t& q : x) q = static_cast<std::int16_t>(next_());
            good &= picomlp::ok(
                network.predict(x.data(), {scratch.data(), network.scratch_bytes()}, y.data()));
            for (const std::int16_t q : y) good &= q == next_();
        }
        return good;
    }

    /// Layers of floats with the ranges that were seen; the layers of integers that they become,
    /// with their scales; and what these give.
    bool made_16x8() {
        const std::uint32_t codes[] = {
            picomlp::code_of<picomlp::identity>(), picomlp::code_of<picomlp::relu>(),
            picomlp::code_of<picomlp::relu6>(), picomlp::code_of<picomlp::softmax>()};
        const auto inputs = static_cast<std::uint32_t>(next_());
        std::vector<picomlp::dynamic_layer> layers(static_cast<std::size_t>(next_()));
        const auto scales =
            next_() == 0 ? picomlp::weight_scales::per_output : picomlp::weight_scales::per_layer;
        std::vector<picomlp::running_range<float>> seen(1, next_range());
        std::vector<float> w;
        std::uint32_t width = inputs;
        for (picomlp::dynamic_layer& layer : layers) {
            const auto outputs = static_cast<std::uint32_t>(next_());
            layer = {outputs, codes[next_()]};
            for (std::uint32_t k = 0; k < (width + 1) * outputs; ++k) w.push_back(next_float());
            seen.insert(seen.end(), 2, next_range());
            width = outputs;
        }
        const auto count = static_cast<std::uint32_t>(layers.size());
        picomlp::dynamic_shape shape;
        shape.inputs = inputs;
        shape.layer_count = count;
        shape.layers = layers.data();

        picomlp::dynamic_network<picomlp::all_activations> floats;
        std::vector<void*> memory(floats.bytes(shape) / sizeof(void*) + 1);
        bool good = picomlp::ok(floats.open(shape, memory_of(memory)));
        picomlp::calibration ranges;
        good = good && picomlp::ok(ranges.open(picomlp::float_network(floats, w.data()),
                                               seen.data(), count, 1));
        picomlp::quantized_16x8_model model;
        std::vector<std::int64_t> made(model.bytes(ranges, scales) / sizeof(std::int64_t) + 1);
        good = good && picomlp::ok(model.make(ranges, scales, memory_of(made)));

        std::vector<float> expected_scales;
        for (std::uint32_t l = 0; l <= count; ++l) expected_scales.push_back(next_float());
        layers_16x8 expected;
        read(expected);
        good = good && same(model.shape(), expected.shape, expected_scales);
        return gives_outputs(good ? model.shape() : expected.shape) && good;
    }

    template <class Element>
    static picomlp::memory_block memory_of(std::vector<Element>& all) {
        return {all.data(), all.size() * sizeof(Element)};
    }

    static bool same(const picomlp::quantized_16x8_shape& made,
                     const picomlp::quantized_16x8_shape& expected,
                     const std::vector<float>& scales) {
        bool good = made.inputs == expected.inputs && made.layer_count == expected.layer_count &&
                    made.input_scale == scales[0];
        std::uint32_t inputs = expected.inputs;
        for (std::uint32_t l = 0; good && l < expected.layer_count; ++l) {
            const picomlp::quantized_16x8_layer& a = made.layers[l];
            const picomlp::quantized_16x8_layer& b = expected.layers[l];
            good = a.outputs == b.outputs && a.scale == scales[l + 1] && a.lowest == b.lowest &&
                   a.highest == b.highest && a.multiplier_count == b.multiplier_count;
            for (std::uint32_t m = 0; good && m < b.multiplier_count; ++m) {
                good = a.multipliers[m].significand == b.multipliers[m].significand &&
                       a.multipliers[m].shift == b.multipliers[m].shift;
            }
            for (std::uint32_t o = 0; good && o < b.outputs; ++o) good = a.biases[o] == b.biases[o];
            good = good && std::memcmp(a.weights, b.weights, std::size_t{inputs} * b.outputs) == 0;
            inputs = b.outputs;
        }
        return good;
    }

    template <class Rounding>
    static bool gives(const picomlp::quantized_shape& shape, const std::vector<std::int8_t>& x,
                      const std::vector<std::int8_t>& expected) {
        picomlp::quantized_network<Rounding> network;
        const std::size_t bytes = network.bytes(shape);
        std::vector<void*> memory(bytes / sizeof(void*) + 1);
        bool good = picomlp::ok(network.open(shape, {memory.data(), bytes}));
        std::vector<std::int8_t> y(expected.size());
        for (std::size_t at = 0; good && at * shape.inputs < x.size(); ++at) {
            good = picomlp::ok(network.predict(x.data() + at * shape.inputs, {nullptr, 0},
                                               y.data() + at * network.outputs()));
        }
        return good && y == expected;
    }

    std::vector<std::int8_t> numbers(std::size_t count) {
        std::vector<std::int8_t> read(count);
        for (std::int8_t& q : read) q = static_cast<std::int8_t>(next_());
        return read;
    }

    void read(described_layer& given) {
        given.inputs = static_cast<std::uint32_t>(next_());
        given.outputs = static_cast<std::uint32_t>(next_());
        given.input = next_quantization();
        given.weight_scales.resize(static_cast<std::size_t>(next_()));
        for (float& scale : given.weight_scales) scale = float_of(next_());
        given.weights.resize(std::size_t{given.inputs} * given.outputs);
        for (std::int8_t& w : given.weights) w = static_cast<std::int8_t>(next_());
        given.biases.resize(static_cast<std::size_t>(next_()));
        for (std::int32_t& b : given.biases) b = next_();
        given.activation = next_();
        given.slope = float_of(next_());
        given.sums = next_quantization();
        given.output = next_quantization();
    }

    template <class Network>
    bool gives_outputs(const Network& network, const std::vector<std::int8_t>& x) {
        std::vector<std::int8_t> y(network.outputs());
        std::vector<std::int8_t> scratch(network.scratch_bytes());
        bool good =
            picomlp::ok(network.predict(x.data(), {scratch.data(), scratch.size()}, y.data()));
        for (const std::int8_t q : y) good &= q == next_();
        return good;
    }

    std::int64_t wide_number() {
        const std::int32_t low = next_();
        return joined(low, next_());
    }
    float next_float() { return float_of(next_()); }
    picomlp::running_range<float> next_range() {
        const float lowest = next_float();
        return {lowest, next_float()};
    }
    picomlp::multiplier next_multiplier() {
        const std::int32_t significand = next_();
        return {significand, next_()};
    }
    picomlp::quantization next_quantization() {
        const float scale = float_of(next_());
        return {scale, next_()};
    }

    Next next_;
};

}  // namespace testing
