// SPDX-License-Identifier: MIT
#include "picomlp/quantized/calibration.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"

using picomlp::calibration;
using picomlp::dense;
using picomlp::float_network;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::status;

namespace {

using net = network<input<2>, dense<2, picomlp::hyperbolic_tangent>, dense<1, picomlp::identity>>;
using softmax_first = network<input<2>, dense<2, picomlp::softmax>, dense<1, picomlp::identity>>;

float tanh_of(float z) {
    picomlp::hyperbolic_tangent::apply<float>(1, 1, picomlp::strided_rows<float>{&z, 1});
    return z;
}

/// z0 = x0, z1 = 2 x1, y = tanh(z0) + 10.
parameters_of<net> parameters() {
    parameters_of<net> w{};
    w.layer<1>().weight(0, 0) = 1;
    w.layer<1>().weight(1, 1) = 2;
    w.layer<2>().weight(0, 0) = 1;
    w.layer<2>().bias(0) = 10;
    return w;
}

}  // namespace

TEST_CASE("ranges are those of inputs, sums and outputs over all samples") {
    const parameters_of<net> w = parameters();
    const float_network from(w);
    std::vector<double> memory(calibration::bytes(from) / sizeof(double) + 1);
    calibration ranges;
    REQUIRE(ranges.open(from, {memory.data(), calibration::bytes(from)}) == status::ok);
    const float first[2] = {1, 3};
    const float second[2] = {-0.5F, 4};
    CHECK(ranges.add(first) == status::ok);
    CHECK(ranges.inputs().lowest == 1.0F);
    CHECK(ranges.add(second) == status::ok);
    CHECK(ranges.samples() == 2);
    CHECK(ranges.inputs().lowest == -0.5F);
    CHECK(ranges.inputs().highest == 4.0F);
    CHECK(ranges.sums(0).lowest == -0.5F);
    CHECK(ranges.sums(0).highest == 8.0F);
    CHECK(ranges.outputs(0).lowest == tanh_of(-0.5F));
    CHECK(ranges.outputs(0).highest == tanh_of(8.0F));
    CHECK(ranges.sums(1).lowest == tanh_of(-0.5F) + 10);
    CHECK(ranges.outputs(1).highest == tanh_of(1.0F) + 10);
}

TEST_CASE("samples that are not finite, or become so, leave the ranges") {
    parameters_of<net> w = parameters();
    const float_network from(w);
    std::vector<double> memory(calibration::bytes(from) / sizeof(double) + 1);
    calibration ranges;
    const float x[2] = {1, 3};
    CHECK(ranges.add(x) == status::unusable_shape);
    REQUIRE(ranges.open(from, {memory.data(), calibration::bytes(from)}) == status::ok);
    CHECK(ranges.add(x) == status::ok);
    const float wrong[2] = {9, std::numeric_limits<float>::quiet_NaN()};
    CHECK(ranges.add(wrong) == status::not_finite_input);
    const float large[2] = {9, 3e38F};
    CHECK(ranges.add(large) == status::not_finite_output);
    CHECK(ranges.samples() == 1);
    CHECK(ranges.inputs().highest == 3.0F);
    CHECK(ranges.outputs(1).highest == tanh_of(1.0F) + 10);
}

TEST_CASE("a calibration wants its memory, and a network that int8 can have") {
    const parameters_of<net> w = parameters();
    const float_network from(w);
    const std::size_t bytes = calibration::bytes(from);
    alignas(double) unsigned char memory[512];
    REQUIRE(bytes + 8 <= sizeof memory);
    calibration ranges;
    CHECK(ranges.open(from, {memory, bytes - 1}) == status::too_little_memory);
    CHECK(ranges.open(from, {memory + 1, bytes}) == status::misaligned_memory);
    CHECK(ranges.open(float_network(), memory) == status::unusable_shape);
    const parameters_of<softmax_first> wrong{};
    CHECK(ranges.open(float_network(wrong), memory) == status::unusable_shape);
    CHECK(calibration::bytes(float_network(wrong)) == 0);
    CHECK(ranges.network().layer_count() == 0);
    CHECK(ranges.open(from, {memory, bytes}) == status::ok);
    CHECK(ranges.network().layer_count() == 2);
}

namespace {

using plain = network<input<1>, dense<1, picomlp::identity>>;

/// A calibration of y = x over these numbers, in two passes.
struct counted {
    parameters_of<plain> w{};
    std::vector<double> memory;
    calibration ranges;

    counted(const std::vector<float>& numbers, std::uint32_t bins) {
        w.values[0] = 1;
        const float_network from(w);
        const std::size_t bytes = calibration::bytes(from, bins);
        memory.resize(bytes / sizeof(double) + 1);
        CHECK(ranges.open(from, {memory.data(), bytes}, bins) == status::ok);
        for (const float x : numbers) CHECK(ranges.add(&x) == status::ok);
        CHECK(ranges.start_counting() == status::ok);
        for (const float x : numbers) CHECK(ranges.add(&x) == status::ok);
        CHECK(ranges.samples() == numbers.size());
    }
};

/// The sum of squared errors of int8 over a range.
double squared_errors(const std::vector<float>& numbers, picomlp::running_range<float> range) {
    picomlp::quantization how{};
    CHECK(picomlp::quantization_of(range.lowest, range.highest, how) == status::ok);
    double sum = 0;
    for (const float x : numbers) {
        const double error = static_cast<double>(x) -
                             static_cast<double>(dequantize(picomlp::quantize(x, how), how));
        sum += error * error;
    }
    return sum;
}

}  // namespace

TEST_CASE("a percentile leaves out whole bins at both ends") {
    std::vector<float> numbers;
    for (int k = 0; k <= 100; ++k) numbers.push_back(static_cast<float>(k) - 40.5F);
    counted all(numbers, 100);
    CHECK(all.ranges.use_percentile(1.0F) == status::ok);
    CHECK(all.ranges.inputs().lowest == -40.5F);
    CHECK(all.ranges.inputs().highest == 59.5F);
    CHECK(all.ranges.use_percentile(0.9F) == status::ok);
    // At either end 5.05 numbers may go: five bins of one number; the last bin has two.
    CHECK(all.ranges.inputs().lowest == doctest::Approx(-35.5));
    CHECK(all.ranges.inputs().highest == doctest::Approx(55.5));
    CHECK(all.ranges.outputs(0).lowest == all.ranges.inputs().lowest);
    CHECK(all.ranges.use_percentile(1e-6F) == status::ok);
    CHECK(all.ranges.inputs().highest - all.ranges.inputs().lowest == doctest::Approx(1));
    CHECK(all.ranges.use_percentile(1.0F) == status::ok);
    CHECK(all.ranges.inputs().highest == 59.5F);
    CHECK(all.ranges.use_percentile(0.0F) == status::bad_argument);
    CHECK(all.ranges.use_percentile(1.5F) == status::bad_argument);
    CHECK(all.ranges.start_counting() == status::ok);
    CHECK(all.ranges.use_percentile(0.5F) == status::no_samples);
    CHECK(all.ranges.use_least_squares() == status::no_samples);
}

TEST_CASE("zeros are not counted, because int8 has them exactly") {
    std::vector<float> numbers(1000, 0.0F);
    numbers.push_back(-1.0F);
    numbers.push_back(1.0F);
    counted all(numbers, 64);
    CHECK(all.ranges.use_percentile(0.9F) == status::ok);
    CHECK(all.ranges.inputs().lowest == -1.0F);
    CHECK(all.ranges.inputs().highest == 1.0F);
}

TEST_CASE("the least squared errors leave out few far numbers, and none of an even spread") {
    std::mt19937 random(7);
    std::vector<float> numbers;
    for (int k = 0; k < 4000; ++k) {
        numbers.push_back(static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F);
    }
    counted even(numbers, 128);
    CHECK(even.ranges.use_least_squares() == status::ok);
    CHECK(even.ranges.inputs().lowest < -0.97F);
    CHECK(even.ranges.inputs().highest > 0.97F);

    // What a narrower step saves grows with their number: now it is more than a single one's loss.
    for (int k = 0; k < 6; ++k) numbers.insert(numbers.end(), numbers.begin(), numbers.end());
    numbers.push_back(3.0F);
    counted spread(numbers, 128);
    const double before = squared_errors(numbers, spread.ranges.inputs());
    CHECK(spread.ranges.use_least_squares() == status::ok);
    const auto best = spread.ranges.inputs();
    CHECK(best.highest > 0.97F);
    CHECK(best.highest < 2.1F);
    // No other range of whole bins has errors that are smaller by much.
    const double found = squared_errors(numbers, best);
    CHECK(found < 0.95 * before);
    const float width = 4.0F / 128;
    for (int k = 1; k < 70; k += 6) {
        const float high = 3.0F - width * static_cast<float>(k);
        CHECK(found < 1.05 * squared_errors(numbers, {best.lowest, high}));
    }
}

TEST_CASE("counting wants bins and a first pass") {
    const parameters_of<net> w = parameters();
    const float_network from(w);
    std::vector<double> memory(calibration::bytes(from, 16) / sizeof(double) + 1);
    const picomlp::memory_block block(memory.data(), calibration::bytes(from, 16));
    calibration ranges;
    REQUIRE(ranges.open(from, block) == status::ok);
    CHECK(ranges.start_counting() == status::bad_argument);
    CHECK(ranges.use_least_squares() == status::no_samples);
    REQUIRE(ranges.open(from, block, 16) == status::ok);
    CHECK(ranges.start_counting() == status::no_samples);
    CHECK(ranges.open(from, block, 17) == status::too_little_memory);
    CHECK(ranges.open(from, block, calibration::most_bins + 1) == status::bad_argument);
    CHECK(calibration::bytes(from, calibration::most_bins + 1) == 0);
    const float x[2] = {1, 3};
    CHECK(ranges.add(x) == status::ok);
    CHECK(ranges.start_counting() == status::ok);
    const float more[2] = {1, std::numeric_limits<float>::infinity()};
    CHECK(ranges.add(more) == status::not_finite_input);
    CHECK(ranges.use_percentile(0.5F) == status::no_samples);
    const float beyond[2] = {9, 9};
    CHECK(ranges.add(beyond) == status::ok);
    CHECK(ranges.use_percentile(1.0F) == status::ok);
    CHECK(ranges.inputs().highest == 3.0F);
}
