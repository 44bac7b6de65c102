// SPDX-License-Identifier: MIT
#include "picomlp/quantized/disagreement.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/quantized/quantize_network.hpp"

using picomlp::calibration;
using picomlp::dense;
using picomlp::disagreement;
using picomlp::double_rounding;
using picomlp::float_network;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::quantized_model;
using picomlp::quantized_network;
using picomlp::status;
using picomlp::weight_scales;

namespace {

using net = network<input<4>, dense<6, picomlp::relu>, dense<3, picomlp::softmax>>;
using logits = network<input<4>, dense<6, picomlp::relu>, dense<3, picomlp::identity>>;

float uniform(std::mt19937& random) { return static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F; }

template <class Network>
struct compared {
    parameters_of<Network> w;
    std::vector<double> memory[4];
    calibration ranges;
    quantized_model model;
    quantized_network<double_rounding> quantized;
    disagreement report;

    compared() {
        std::mt19937 random(1);
        for (float& value : w.values) value = uniform(random);
        const float_network from(w);
        CHECK(ranges.open(from, block(0, calibration::bytes(from))) == status::ok);
        for (int s = 0; s < 50; ++s) {
            float x[4];
            for (float& feature : x) feature = uniform(random);
            CHECK(ranges.add(x) == status::ok);
        }
        constexpr auto scales = weight_scales::per_output;
        CHECK(model.make(ranges, scales, block(1, quantized_model::bytes(ranges, scales))) ==
              status::ok);
        CHECK(quantized.open(model.shape(), block(2, quantized.bytes(model.shape()))) ==
              status::ok);
        CHECK(report.open(from, model.shape(), quantized, block(3, disagreement::bytes(from))) ==
              status::ok);
    }

    picomlp::memory_block block(int number, std::size_t bytes) {
        memory[number].resize(bytes / sizeof(double) + 1);
        return {memory[number].data(), bytes};
    }
};

}  // namespace

TEST_CASE("figures are those of comparing sample by sample") {
    compared<net> with;
    parameters_of<logits> w;
    for (std::size_t k = 0; k < logits::parameter_count; ++k) w.values[k] = with.w.values[k];
    logits::scratch scratch;
    std::vector<std::int8_t> quantized_scratch(with.quantized.float_scratch_bytes());
    std::mt19937 random(2);
    std::uint32_t labels = 0;
    float largest = 0;
    double sum = 0;
    std::uint32_t worst = 0;
    std::uint64_t saturated = 0;
    const picomlp::quantization how = with.quantized.output_quantization();
    for (std::uint32_t s = 0; s < 300; ++s) {
        float x[4];
        for (float& feature : x) feature = 1.3F * uniform(random);  // beyond what was seen
        float y[3];
        float expected[3];
        CHECK(with.quantized.predict(x, {quantized_scratch.data(), quantized_scratch.size()}, y) ==
              status::ok);
        CHECK(predict(w, scratch, x, expected) == status::ok);
        CHECK(with.report.add(x) == status::ok);
        if (picomlp::label_of(y) != picomlp::label_of(expected)) ++labels;
        for (int o = 0; o < 3; ++o) {
            const float error = std::fabs(expected[o] - y[o]);
            sum += static_cast<double>(error);
            if (error > largest) worst = s;
            largest = std::fmax(largest, error);
            const float highest = how.scale * static_cast<float>(127 - how.zero_point);
            const float lowest = how.scale * static_cast<float>(-128 - how.zero_point);
            saturated +=
                expected[o] > highest + how.scale / 2 || expected[o] < lowest - how.scale / 2;
        }
    }
    const picomlp::network_disagreement found = with.report.result();
    CHECK(found.samples == 300);
    CHECK(found.labels == labels);
    CHECK(found.largest_error == largest);
    CHECK(found.worst_sample == worst);
    CHECK(found.mean_error == doctest::Approx(sum / 900));
    const picomlp::layer_disagreement last = with.report.layer(1);
    CHECK(last.outputs == 900);
    CHECK(last.saturated == saturated);
    CHECK(last.largest_error == largest);
    CHECK(saturated > 0);
    const picomlp::layer_disagreement first = with.report.layer(0);
    CHECK(first.outputs == 1800);
    CHECK(first.largest_error > 0);
    CHECK(first.mean_error < first.largest_error);
}

TEST_CASE("a network of int8 that has been spoilt is found out") {
    compared<net> with;
    std::mt19937 random(3);
    std::vector<std::int32_t> biases(with.model.shape().layers[1].biases,
                                     with.model.shape().layers[1].biases + 3);
    biases[0] += 100000;
    std::vector<picomlp::quantized_layer> layers(with.model.shape().layers,
                                                 with.model.shape().layers + 2);
    layers[1].biases = biases.data();
    picomlp::quantized_shape shape = with.model.shape();
    shape.layers = layers.data();
    REQUIRE(with.quantized.open(shape, with.block(2, with.quantized.bytes(shape))) == status::ok);
    const float_network from(with.w);
    disagreement spoilt;
    std::vector<double> memory(disagreement::bytes(from) / sizeof(double) + 1);
    REQUIRE(spoilt.open(from, shape, with.quantized,
                        {memory.data(), memory.size() * sizeof(double)}) == status::ok);
    for (int s = 0; s < 100; ++s) {
        float x[4];
        for (float& feature : x) feature = uniform(random);
        CHECK(spoilt.add(x) == status::ok);
    }
    CHECK(spoilt.result().labels > 20);
    CHECK(spoilt.layer(0).largest_error < 0.2F);
    CHECK(spoilt.layer(1).largest_error > 0.3F);
}

TEST_CASE("one output is a label as well") {
    compared<network<input<4>, dense<5, picomlp::sigmoid>, dense<1, picomlp::sigmoid>>> with;
    std::mt19937 random(5);
    for (int s = 0; s < 200; ++s) {
        float x[4];
        for (float& feature : x) feature = uniform(random);
        CHECK(with.report.add(x) == status::ok);
    }
    CHECK(with.report.result().labels < 10);
    CHECK(with.report.result().largest_error < 0.05F);
    CHECK(with.report.result().largest_error > 0.0F);
}

TEST_CASE("what is not finite leaves the figures, what does not fit is refused") {
    compared<net> with;
    CHECK(with.report.result().samples == 0);
    CHECK(with.report.layer(0).outputs == 0);
    const float wrong[4] = {0, 0, std::numeric_limits<float>::infinity(), 0};
    CHECK(with.report.add(wrong) == status::not_finite_input);
    const float x[4] = {0.1F, 0.2F, 0.3F, 0.4F};
    CHECK(with.report.add(x) == status::ok);
    const float before = with.report.layer(0).largest_error;
    const float huge[4] = {3e38F, 3e38F, 3e38F, 3e38F};
    CHECK(with.report.add(huge) == status::not_finite_output);
    CHECK(with.report.result().samples == 1);
    CHECK(with.report.layer(0).largest_error == before);

    disagreement closed;
    CHECK(closed.add(x) == status::unusable_shape);
    const float_network from(with.w);
    const std::size_t bytes = disagreement::bytes(from);
    std::vector<double> memory(bytes / sizeof(double) + 2);
    const auto& shape = with.model.shape();
    CHECK(closed.open(from, shape, quantized_network<double_rounding>(), {memory.data(), bytes}) ==
          status::unusable_shape);
    CHECK(closed.open(from, picomlp::quantized_shape(), with.quantized, {memory.data(), bytes}) ==
          status::unusable_shape);
    CHECK(closed.open(float_network(), shape, with.quantized, {memory.data(), bytes}) ==
          status::unusable_shape);
    const parameters_of<network<input<4>, dense<7, picomlp::relu>, dense<3, picomlp::softmax>>>
        other{};
    CHECK(closed.open(float_network(other), shape, with.quantized, {memory.data(), 4096}) ==
          status::unusable_shape);
    CHECK(closed.open(from, shape, with.quantized, {memory.data(), bytes - 1}) ==
          status::too_little_memory);
    CHECK(closed.open(from, shape, with.quantized, {memory.data(), bytes}) == status::ok);
    CHECK(closed.add(x) == status::ok);
}
