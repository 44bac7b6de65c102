// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantize_16x8_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/network/all_activations.hpp"
#include "picomlp/optimizer/adam.hpp"
#include "picomlp/quantized/quantize_network.hpp"
#include "picomlp/trainer/trainer.hpp"

using picomlp::calibration;
using picomlp::dense;
using picomlp::float_network;
using picomlp::identity;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::quantized_16x8_layer;
using picomlp::quantized_16x8_model;
using picomlp::quantized_16x8_network;
using picomlp::relu;
using picomlp::relu6;
using picomlp::softmax;
using picomlp::status;
using picomlp::weight_scales;

namespace {

constexpr weight_scales both_scales[] = {weight_scales::per_output, weight_scales::per_layer};
constexpr float infinite = std::numeric_limits<float>::infinity();

/// Memory of a number of bytes.
class block {
  public:
    explicit block(std::size_t bytes) : bytes_(bytes), all_(bytes / sizeof(std::int64_t) + 1) {}
    operator picomlp::memory_block() { return {all_.data(), bytes_}; }

  private:
    std::size_t bytes_;
    std::vector<std::int64_t> all_;
};

float uniform(std::mt19937& random, float size) {
    return size * (static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F);
}

std::vector<float> any_sample(std::mt19937& random, std::size_t count) {
    std::vector<float> x(count);
    for (float& feature : x) feature = uniform(random, 2.0F);
    return x;
}

template <class Network>
parameters_of<Network> any_parameters(unsigned seed) {
    std::mt19937 random(seed);
    parameters_of<Network> w;
    for (float& value : w.values) value = uniform(random, 0.7F);
    return w;
}

/// A network of floats, calibrated, and its form of 16x8.
struct made_16x8 {
    block for_ranges;
    calibration ranges;
    block memory{0};
    quantized_16x8_model model;
    quantized_16x8_network net;

    explicit made_16x8(const float_network& from) : for_ranges(calibration::bytes(from)) {
        REQUIRE(ranges.open(from, for_ranges) == status::ok);
    }
    /// With samples of any_sample().
    made_16x8(const float_network& from, weight_scales scales) : made_16x8(from) {
        std::mt19937 random(9);
        for (int s = 0; s < 200; ++s) add(any_sample(random, from.inputs()));
        make(scales);
    }
    void add(const std::vector<float>& x) { REQUIRE(ranges.add(x.data()) == status::ok); }
    void make(weight_scales scales) {
        memory = block(model.bytes(ranges, scales));
        REQUIRE(model.make(ranges, scales, memory) == status::ok);
        REQUIRE(net.open(model.shape()) == status::ok);
    }
    std::vector<float> predict(const std::vector<float>& x) const {
        block scratch(net.float_scratch_bytes());
        std::vector<float> y(net.outputs());
        CHECK(net.predict(x.data(), scratch, y.data()) == status::ok);
        return y;
    }
    const quantized_16x8_layer& layer(int l) const { return model.shape().layers[l]; }
};

template <class Network>
std::vector<float> predict_in_float(const parameters_of<Network>& w, const std::vector<float>& x) {
    typename Network::scratch scratch;
    std::vector<float> y(Network::outputs);
    CHECK(predict(w, scratch, x.data(), y.data()) == status::ok);
    return y;
}

std::vector<float> predict_in_int8(const calibration& ranges, const std::vector<float>& x) {
    picomlp::quantized_model model;
    block memory(model.bytes(ranges, weight_scales::per_output));
    CHECK(model.make(ranges, weight_scales::per_output, memory) == status::ok);
    picomlp::quantized_network<picomlp::double_rounding> net;
    block for_net(net.bytes(model.shape()));
    CHECK(net.open(model.shape(), for_net) == status::ok);
    block scratch(net.float_scratch_bytes());
    std::vector<float> y(net.outputs());
    CHECK(net.predict(x.data(), scratch, y.data()) == status::ok);
    return y;
}

struct two_errors {
    double in_16x8 = 0;
    double in_int8 = 0;
};

/// Mean squares of what is lost, on samples that were seen.
template <class Network>
two_errors compare(const parameters_of<Network>& w, const std::vector<std::vector<float>>& x) {
    made_16x8 made{float_network(w)};
    for (const auto& sample : x) made.add(sample);
    made.make(weight_scales::per_output);
    two_errors found;
    for (const auto& sample : x) {
        const float expected = predict_in_float(w, sample)[0];
        found.in_16x8 += std::pow(made.predict(sample)[0] - expected, 2) / double(x.size());
        found.in_int8 +=
            std::pow(predict_in_int8(made.ranges, sample)[0] - expected, 2) / double(x.size());
    }
    return found;
}

using small = network<input<2>, dense<3, relu>, dense<2, relu6>>;

/// `small`, calibrated, unless `change` does otherwise; what make() returns. Checks that nothing
/// has been written unless ok.
template <class Change>
status made_after(Change change) {
    parameters_of<small> w = any_parameters<small>(1);
    made_16x8 with{float_network(w)};
    std::mt19937 random(9);
    for (int s = 0; s < 20; ++s) with.add(any_sample(random, 2));
    change(w, with);
    std::vector<std::int64_t> memory(100, 0x5a5a5a5a5a5a5a5a);
    const std::vector<std::int64_t> before = memory;
    const status outcome = with.model.make(with.ranges, weight_scales::per_output,
                                           {memory.data(), memory.size() * sizeof memory[0]});
    CHECK((with.model.shape().layer_count == 0) == (outcome != status::ok));
    CHECK((memory == before) == (outcome != status::ok));
    return outcome;
}

}  // namespace

TEST_CASE("scales, weights, biases, multipliers and ranges are those of the definition") {
    using net = network<input<2>, dense<2, identity>, dense<1, relu6>, dense<1, relu>>;
    parameters_of<net> w{};
    const auto first = w.layer<1>();
    first.weight(0, 0) = 1.27F;
    first.weight(0, 1) = -0.635F;
    first.weight(1, 1) = 0.254F;
    first.bias(0) = 0.5F;
    first.bias(1) = -0.25F;
    w.layer<2>().weight(0, 0) = 1.0F;
    w.layer<2>().bias(0) = 10.0F;
    w.layer<3>().bias(0) = 0.125F;
    made_16x8 with{float_network(w)};
    with.add({-3.2767F, 0.0F});
    with.add({1.0F, 0.5F});
    with.make(weight_scales::per_output);
    CHECK(with.model.shape().inputs == 2);
    CHECK(with.model.shape().layer_count == 3);
    CHECK(with.model.shape().input_scale == doctest::Approx(1e-4));
    const quantized_16x8_layer& made = with.layer(0);
    CHECK(made.outputs == 2);
    CHECK(made.multiplier_count == 2);
    CHECK(made.weights[0] == 127);
    CHECK(made.weights[1] == -64);  // 63.5
    CHECK(made.weights[2] == 0);
    CHECK(made.weights[3] == 127);
    CHECK(made.biases[0] == 500000);    // of 1e-6
    CHECK(made.biases[1] == -1250000);  // of 2e-7
    CHECK(made.lowest == -32768);
    CHECK(made.highest == 32767);
    CHECK(made.scale == doctest::Approx((3.2767 * 1.27 - 0.5) / 32767));
    const auto by =
        picomlp::product_multiplier(with.model.shape().input_scale, 1.27F / 127, made.scale, true);
    CHECK(made.multipliers[0].significand == by.significand);
    CHECK(made.multipliers[0].shift == by.shift);
    CHECK(with.layer(1).scale == doctest::Approx(6.0 / 32767));
    CHECK(with.layer(1).lowest == 0);
    CHECK(with.layer(1).highest == 32767);
    CHECK(with.layer(1).multiplier_count == 1);
    CHECK(with.layer(2).lowest == 0);
    CHECK(with.layer(2).highest == 32767);

    with.make(weight_scales::per_layer);
    CHECK(with.layer(0).multiplier_count == 1);
    CHECK(with.layer(0).weights[3] == 25);
    CHECK(with.layer(0).biases[1] == -250000);
}

TEST_CASE("relu6 cuts off where the outputs reach further than 6") {
    using net = network<input<1>, dense<1, relu6>>;
    parameters_of<net> w{};
    w.values[0] = 1.0F;
    picomlp::observed_ranges<1> seen{{{-10, 10}, {-10, 10}, {0, 12}}, 1};
    made_16x8 with{float_network(w)};
    REQUIRE(with.ranges.open(float_network(w), seen) == status::ok);
    with.make(weight_scales::per_output);
    CHECK(with.layer(0).highest == 16384);
    CHECK(with.predict({5.0F})[0] == doctest::Approx(5).epsilon(0.001));
    CHECK(with.predict({9.0F})[0] == doctest::Approx(6).epsilon(0.001));
    CHECK(with.predict({-9.0F})[0] == 0);
}

TEST_CASE("bytes are known beforehand, from a network or from its type") {
    using net = network<input<5>, dense<9, relu>, dense<7, relu6>, dense<3, softmax>>;
    const parameters_of<net> w = any_parameters<net>(3);
    constexpr std::size_t units = 9 + 7 + 3;
    constexpr std::size_t rest =
        (3 * sizeof(quantized_16x8_layer) + 7) / 8 * 8 + 8 * units + (5 * 9 + 9 * 7 + 7 * 3);
    CHECK(quantized_16x8_model::bytes<net>(weight_scales::per_output) == rest + 8 * units);
    CHECK(quantized_16x8_model::bytes<net>(weight_scales::per_layer) == rest + 8 * 3);
    for (const weight_scales scales : both_scales) {
        made_16x8 with(float_network(w), scales);
        const std::size_t bytes = quantized_16x8_model::bytes<net>(scales);
        CHECK(quantized_16x8_model::bytes(with.ranges, scales) == bytes);
        std::vector<std::int64_t> memory(bytes / 8 + 2, -1);
        auto* const first = reinterpret_cast<unsigned char*>(memory.data());
        quantized_16x8_model model;
        CHECK(model.make(with.ranges, scales, {first, bytes - 1}) == status::too_little_memory);
        CHECK(model.make(with.ranges, scales, {nullptr, bytes}) != status::ok);
        CHECK(model.make(with.ranges, scales, {first + 1, bytes}) == status::misaligned_memory);
        CHECK(model.shape().layer_count == 0);
        CHECK(std::count(memory.begin(), memory.end(), -1) == std::ptrdiff_t(memory.size()));
        CHECK(model.make(with.ranges, scales, {first, bytes}) == status::ok);
        CHECK(model.shape().layers[2].weights + 7 * 3 == static_cast<const void*>(first + bytes));
        CHECK(first[bytes] == 255);
    }
}

TEST_CASE("a shape of run time gives the numbers of the same network's type") {
    using net = network<input<5>, dense<9, relu>, dense<7, relu6>, dense<4, softmax>>;
    const parameters_of<net> w = any_parameters<net>(12);
    const picomlp::dynamic_layer layers[] = {{9, picomlp::code_of<relu>()},
                                             {7, picomlp::code_of<relu6>()},
                                             {4, picomlp::code_of<softmax>()}};
    const picomlp::dynamic_shape shape(5, layers);
    picomlp::dynamic_network<picomlp::all_activations> dynamic;
    block for_dynamic(dynamic.bytes(shape));
    REQUIRE(dynamic.open(shape, for_dynamic) == status::ok);
    for (const weight_scales scales : both_scales) {
        const made_16x8 typed(float_network(w), scales);
        const made_16x8 untyped(float_network(dynamic, w.values), scales);
        const std::size_t inputs[] = {5, 9, 7};
        for (int l = 0; l < 3; ++l) {
            const quantized_16x8_layer& a = typed.layer(l);
            const quantized_16x8_layer& b = untyped.layer(l);
            REQUIRE(a.outputs == b.outputs);
            REQUIRE(a.multiplier_count == b.multiplier_count);
            CHECK(a.scale == b.scale);
            CHECK(a.lowest == b.lowest);
            CHECK(a.highest == b.highest);
            CHECK(std::memcmp(a.weights, b.weights, inputs[l] * a.outputs) == 0);
            CHECK(std::memcmp(a.biases, b.biases, a.outputs * sizeof *a.biases) == 0);
            CHECK(std::memcmp(a.multipliers, b.multipliers,
                              a.multiplier_count * sizeof *a.multipliers) == 0);
        }
    }
}

TEST_CASE("outputs are close to floats; of softmax they are the logits") {
    using net = network<input<6>, dense<12, relu>, dense<8, relu6>, dense<3, softmax>>;
    using logits = network<input<6>, dense<12, relu>, dense<8, relu6>, dense<3, identity>>;
    const parameters_of<net> w = any_parameters<net>(4);
    parameters_of<logits> same;
    std::copy(w.values, w.values + net::parameter_count, same.values);
    for (const weight_scales scales : both_scales) {
        const made_16x8 with(float_network(w), scales);
        std::mt19937 random(9);
        for (int s = 0; s < 200; ++s) {
            const std::vector<float> x = any_sample(random, 6);
            const std::vector<float> y = with.predict(x);
            const std::vector<float> expected = predict_in_float(same, x);
            for (std::size_t o = 0; o < 3; ++o) CHECK(std::fabs(y[o] - expected[o]) < 0.03F);
        }
    }
}

TEST_CASE("a trained network loses less than by int8") {
    using net = network<input<1>, dense<16, relu>, dense<8, relu>, dense<1, identity>>;
    constexpr std::uint32_t count = 64;
    float x[1][count];
    float y[1][count];
    for (std::uint32_t s = 0; s < count; ++s) {
        x[0][s] = static_cast<float>(s) / 32 - 1;
        y[0][s] = static_cast<float>(std::sin(3.0 * static_cast<double>(x[0][s])));
    }
    parameters_of<net> w;
    picomlp::initialize(w, picomlp::he_normal{}, picomlp::xoshiro128pp{3});
    picomlp::trainer<net, picomlp::mean_squared_error, picomlp::adam, picomlp::batch<count>> t{
        picomlp::adam::learning_rate(0.01F)};
    float cost = 1;
    for (int step = 0; step < 600; ++step) {
        const auto done = t.step(w, x, y);
        REQUIRE(done.ok());
        cost = done.cost;
    }
    REQUIRE(cost < 0.01F);
    std::vector<std::vector<float>> samples;
    for (const float feature : x[0]) samples.push_back({feature});
    const two_errors lost = compare(w, samples);
    CAPTURE(lost.in_int8);
    CHECK(lost.in_16x8 > 0);
    CHECK(lost.in_16x8 < 0.5 * lost.in_int8);
}

TEST_CASE("where eight bits hold every weight, sixteen of activations lose next to nothing") {
    using net = network<input<4>, dense<6, relu>, dense<1, identity>>;
    parameters_of<net> w;
    std::mt19937 random(7);
    // All of 127 parts, with the largest among them.
    for (float& value : w.values) {
        value = random() % 2 == 0 ? 1.0F : static_cast<float>(int(random() % 255) - 127) / 127;
    }
    std::vector<std::vector<float>> samples;
    for (int s = 0; s < 100; ++s) samples.push_back(any_sample(random, 4));
    const two_errors lost = compare(w, samples);
    CHECK(lost.in_int8 > 0);
    CHECK(lost.in_16x8 < 1e-4 * lost.in_int8);
}

TEST_CASE("units that are dead, and biases without weights, open and predict") {
    using net = network<input<2>, dense<3, relu>, dense<2, identity>>;
    parameters_of<net> w{};
    const auto first = w.layer<1>();
    for (std::uint32_t o = 0; o < 3; ++o) {
        first.weight(o, 0) = 100000;
        first.bias(o) = -1e7F;
    }
    const auto second = w.layer<2>();
    second.weight(0, 0) = 1e-20F;
    second.bias(0) = 0.75F;
    second.bias(1) = -0.01F;
    for (const weight_scales scales : both_scales) {
        const made_16x8 with(float_network(w), scales);
        const std::vector<float> y = with.predict({1, 1});
        CHECK(y[0] == doctest::Approx(0.75).epsilon(0.0001));
        CHECK(y[1] == doctest::Approx(-0.01).epsilon(0.002));
    }
}

TEST_CASE("what cannot be made is refused, and nothing has changed") {
    using parameters = parameters_of<small>;
    CHECK(made_after([](parameters&, made_16x8&) {}) == status::ok);
    const auto set = [](std::size_t place, float value) {
        return [=](parameters& w, made_16x8&) { w.values[place] = value; };
    };
    CHECK(made_after(set(0, infinite)) == status::not_finite_input);
    CHECK(made_after(set(16, std::numeric_limits<float>::quiet_NaN())) == status::not_finite_input);
    CHECK(made_after(set(6, 1e30F)) == status::ok);
    CHECK(made_after(set(0, 1e-42F)) == status::ok);
    CHECK(made_after(set(6, 3e38F)) == status::beyond_range);
    CHECK(made_after([](parameters& w, made_16x8& with) {
              CHECK(with.ranges.open(float_network(w), with.for_ranges) == status::ok);
          }) == status::no_samples);
    CHECK(made_after([](parameters& w, made_16x8& with) {
              w = {};
              const float tiny[2] = {1e-38F, -1e-38F};
              CHECK(with.ranges.open(float_network(w), with.for_ranges) == status::ok);
              CHECK(with.ranges.add(tiny) == status::ok);
          }) == status::beyond_range);
    CHECK(made_after([](parameters&, made_16x8& with) { with.ranges = calibration(); }) ==
          status::unusable_shape);
    CHECK(quantized_16x8_model::bytes(calibration(), weight_scales::per_output) == 0);
}

TEST_CASE("other activations are refused, wherever they stand") {
    const auto refused = [](const float_network& from) {
        made_16x8 with{from};
        std::mt19937 random(9);
        with.add(any_sample(random, from.inputs()));
        block memory(4096);
        CHECK(with.model.bytes(with.ranges, weight_scales::per_output) == 0);
        return with.model.make(with.ranges, weight_scales::per_output, memory);
    };
    const auto a = any_parameters<network<input<2>, dense<3, picomlp::sigmoid>, dense<2, relu>>>(1);
    const auto b =
        any_parameters<network<input<2>, dense<3, relu>, dense<2, picomlp::leaky_relu>>>(1);
    const auto c =
        any_parameters<network<input<2>, dense<3, relu>, dense<1, picomlp::hyperbolic_tangent>>>(1);
    CHECK(refused(float_network(a)) == status::unusable_shape);
    CHECK(refused(float_network(b)) == status::unusable_shape);
    CHECK(refused(float_network(c)) == status::unusable_shape);
}

TEST_CASE("a model is made again, and stays when it cannot") {
    parameters_of<small> w = any_parameters<small>(1);
    made_16x8 with(float_network(w), weight_scales::per_output);
    const quantized_16x8_layer* const layers = with.model.shape().layers;
    block memory(4096);
    w.values[0] = infinite;
    CHECK(with.model.make(with.ranges, weight_scales::per_layer, memory) ==
          status::not_finite_input);
    CHECK(with.model.shape().layers == layers);
    w.values[0] = 0.5F;
    CHECK(with.model.make(with.ranges, weight_scales::per_layer, memory) == status::ok);
    CHECK(with.model.shape().layers != layers);
    CHECK(with.layer(0).multiplier_count == 1);
}
