// SPDX-License-Identifier: MIT
#include "picomlp/quantized/disagreement_16x8.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/quantized/quantize_16x8_network.hpp"

using picomlp::calibration;
using picomlp::dense;
using picomlp::disagreement_16x8;
using picomlp::float_network;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::quantized_16x8_model;
using picomlp::quantized_16x8_network;
using picomlp::status;
using picomlp::weight_scales;

namespace {

using net = network<input<4>, dense<6, picomlp::relu>, dense<5, picomlp::relu6>,
                    dense<3, picomlp::softmax>>;
using logits = network<input<4>, dense<6, picomlp::relu>, dense<5, picomlp::relu6>,
                       dense<3, picomlp::identity>>;

float uniform(std::mt19937& random) { return static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F; }

template <class Network>
struct compared {
    parameters_of<Network> w;
    std::vector<double> memory[3];
    calibration ranges;
    quantized_16x8_model model;
    quantized_16x8_network quantized;
    disagreement_16x8 report;

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
        CHECK(model.make(ranges, scales, block(1, quantized_16x8_model::bytes(ranges, scales))) ==
              status::ok);
        CHECK(quantized.open(model.shape()) == status::ok);
        CHECK(report.open(from, quantized, block(2, disagreement_16x8::bytes(from))) == status::ok);
    }

    picomlp::memory_block block(int number, std::size_t bytes) {
        memory[number].resize(bytes / sizeof(double) + 1);
        return {memory[number].data(), bytes};
    }
};

}  // namespace

TEST_CASE("figures of 16x8 are those of comparing sample by sample") {
    compared<net> with;
    parameters_of<logits> w;
    for (std::size_t k = 0; k < logits::parameter_count; ++k) w.values[k] = with.w.values[k];
    logits::scratch scratch;
    std::vector<std::int16_t> integers(with.quantized.float_scratch_bytes() / 2);
    std::mt19937 random(2);
    std::uint32_t labels = 0;
    float largest = 0;
    double sum = 0;
    std::uint32_t worst = 0;
    std::uint64_t saturated = 0;
    const float scale = with.quantized.output_scale();
    for (std::uint32_t s = 0; s < 3000; ++s) {
        float x[4];
        for (float& feature : x) feature = 2.0F * uniform(random);  // beyond what was seen
        float y[3];
        float expected[3];
        CHECK(with.quantized.predict(x, {integers.data(), integers.size() * 2}, y) == status::ok);
        CHECK(predict(w, scratch, x, expected) == status::ok);
        CHECK(with.report.add(x) == status::ok);
        if (picomlp::label_of(y) != picomlp::label_of(expected)) ++labels;
        for (int o = 0; o < 3; ++o) {
            const float error = std::fabs(expected[o] - y[o]);
            sum += static_cast<double>(error);
            if (error > largest) worst = s;
            largest = std::fmax(largest, error);
            saturated += expected[o] > scale * 32767.0F + scale / 2 ||
                         expected[o] < scale * -32768.0F - scale / 2;
        }
    }
    const picomlp::network_disagreement found = with.report.result();
    CHECK(found.samples == 3000);
    CHECK(found.labels == labels);
    CHECK(found.largest_error == largest);
    CHECK(found.worst_sample == worst);
    CHECK(found.mean_error == doctest::Approx(sum / 9000));
    const picomlp::layer_disagreement last = with.report.layer(2);
    CHECK(last.outputs == 9000);
    CHECK(last.saturated == saturated);
    CHECK(last.largest_error == largest);
    CHECK(saturated > 0);
    CHECK(labels > 0);
    const picomlp::layer_disagreement first = with.report.layer(0);
    CHECK(first.outputs == 18000);
    CHECK(first.saturated > 0);
    CHECK(first.mean_error < first.largest_error);
}

TEST_CASE("within what was seen, 16x8 is some hundred times nearer than a step of int8") {
    compared<net> with;
    std::mt19937 random(3);
    for (int s = 0; s < 500; ++s) {
        float x[4];
        for (float& feature : x) feature = 0.7F * uniform(random);
        CHECK(with.report.add(x) == status::ok);
    }
    CHECK(with.report.layer(0).saturated == 0);
    CHECK(with.report.layer(0).largest_error > 0.0F);
    CHECK(with.report.layer(0).largest_error < 0.02F);
}

TEST_CASE("one output of 16x8 is a label as well") {
    compared<network<input<4>, dense<5, picomlp::relu>, dense<1, picomlp::identity>>> with;
    std::mt19937 random(5);
    for (int s = 0; s < 200; ++s) {
        float x[4];
        for (float& feature : x) feature = 0.5F * uniform(random);
        CHECK(with.report.add(x) == status::ok);
    }
    CHECK(with.report.layer(1).saturated == 0);
    CHECK(with.report.result().labels < 5);
    CHECK(with.report.result().largest_error < 0.05F);
    CHECK(with.report.result().largest_error > 0.0F);
}

TEST_CASE("16x8: what is not finite leaves the figures, what does not fit is refused") {
    compared<net> with;
    CHECK(with.report.result().samples == 0);
    CHECK(with.report.layer(0).outputs == 0);
    const float wrong[4] = {0, 0, std::numeric_limits<float>::quiet_NaN(), 0};
    CHECK(with.report.add(wrong) == status::not_finite_input);
    const float x[4] = {0.1F, 0.2F, 0.3F, 0.4F};
    CHECK(with.report.add(x) == status::ok);
    const float before = with.report.layer(0).largest_error;
    const float huge[4] = {3e38F, 3e38F, 3e38F, 3e38F};
    CHECK(with.report.add(huge) == status::not_finite_output);
    CHECK(with.report.result().samples == 1);
    CHECK(with.report.layer(0).largest_error == before);

    disagreement_16x8 closed;
    CHECK(closed.add(x) == status::unusable_shape);
    const float_network from(with.w);
    const std::size_t bytes = disagreement_16x8::bytes(from);
    CHECK(disagreement_16x8::bytes(float_network()) == 0);
    std::vector<double> memory(bytes / sizeof(double) + 2);
    CHECK(closed.open(from, quantized_16x8_network(), {memory.data(), bytes}) ==
          status::unusable_shape);
    CHECK(closed.open(float_network(), with.quantized, {memory.data(), bytes}) ==
          status::unusable_shape);
    const parameters_of<network<input<4>, dense<7, picomlp::relu>, dense<5, picomlp::relu6>,
                                dense<3, picomlp::softmax>>>
        other{};
    CHECK(closed.open(float_network(other), with.quantized, {memory.data(), 4096}) ==
          status::unusable_shape);
    CHECK(closed.open(from, with.quantized, {memory.data(), bytes - 1}) ==
          status::too_little_memory);
    CHECK(closed.add(x) == status::unusable_shape);
    CHECK(closed.open(from, with.quantized, {memory.data(), bytes}) == status::ok);
    CHECK(closed.add(x) == status::ok);
}
