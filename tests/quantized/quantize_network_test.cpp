// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantize_network.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/network/all_activations.hpp"

using picomlp::basic_network;
using picomlp::calibration;
using picomlp::dense;
using picomlp::double_rounding;
using picomlp::float_network;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::quantized_model;
using picomlp::quantized_network;
using picomlp::relu;
using picomlp::sigmoid;
using picomlp::single_rounding;
using picomlp::softmax;
using picomlp::status;
using picomlp::weight_scales;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

/// Memory of a number of bytes.
class block {
  public:
    explicit block(std::size_t bytes) : bytes_(bytes), all_(bytes / sizeof(double) + 1) {}
    operator picomlp::memory_block() { return {all_.data(), bytes_}; }

  private:
    std::size_t bytes_;
    std::vector<double> all_;
};

float uniform(std::mt19937& random, float size) {
    return size * (static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F);
}

template <class Network>
parameters_of<Network> any_parameters(unsigned seed) {
    std::mt19937 random(seed);
    parameters_of<Network> w;
    for (float& value : w.values) value = uniform(random, 0.7F);
    return w;
}

/// Of `count` features, two of them in a range of their own.
std::vector<float> any_sample(std::mt19937& random, std::size_t count) {
    std::vector<float> x(count);
    for (float& feature : x) feature = uniform(random, 2.0F);
    return x;
}

void calibrate(calibration& ranges, std::size_t features) {
    std::mt19937 random(9);
    for (int s = 0; s < 200; ++s) {
        CHECK(ranges.add(any_sample(random, features).data()) == status::ok);
    }
}

/// The largest difference between float and int8 over samples, over the range of the outputs.
template <class Network, class Rounding>
double largest_difference(const parameters_of<Network>& w, weight_scales scales) {
    const float_network from(w);
    block for_ranges(calibration::bytes(from));
    calibration ranges;
    REQUIRE(ranges.open(from, for_ranges) == status::ok);
    calibrate(ranges, Network::inputs);
    block for_model(quantized_model::bytes(ranges, scales));
    quantized_model model;
    REQUIRE(model.make(ranges, scales, for_model) == status::ok);
    quantized_network<Rounding> net;
    block for_net(net.bytes(model.shape()));
    REQUIRE(net.open(model.shape(), for_net) == status::ok);
    block scratch(net.float_scratch_bytes());
    typename Network::scratch float_scratch;

    std::mt19937 random(9);  // the samples that were seen: others may saturate
    double largest = 0;
    for (int s = 0; s < 200; ++s) {
        const std::vector<float> x = any_sample(random, Network::inputs);
        float y[Network::outputs];
        float expected[Network::outputs];
        CHECK(net.predict(x.data(), scratch, y) == status::ok);
        CHECK(predict(w, float_scratch, x.data(), expected) == status::ok);
        for (std::uint32_t o = 0; o < Network::outputs; ++o) {
            const double difference = static_cast<double>(y[o]) - static_cast<double>(expected[o]);
            largest = std::fmax(largest, std::fabs(difference));
        }
    }
    const auto reached = ranges.outputs(Network::layer_count - 1);
    return largest / static_cast<double>(reached.highest - reached.lowest);
}

template <class Activation>
using hidden =
    network<input<6>, dense<12, Activation>, dense<8, Activation>, dense<3, picomlp::identity>>;

template <class Activation>
void check_close() {
    using net = hidden<Activation>;
    const parameters_of<net> w = any_parameters<net>(4);
    CAPTURE(picomlp::code_of<Activation>());
    CHECK((largest_difference<net, double_rounding>(w, weight_scales::per_output)) < 0.06);
    CHECK((largest_difference<net, single_rounding>(w, weight_scales::per_layer)) < 0.06);
}

using small = network<input<2>, dense<3, relu>, dense<1, sigmoid>>;

/// A calibration of `small` over four samples.
struct small_calibration {
    parameters_of<small> w = any_parameters<small>(1);
    block memory{calibration::bytes(float_network(w))};
    calibration ranges;

    small_calibration() {
        CHECK(ranges.open(float_network(w), memory) == status::ok);
        calibrate(ranges, 2);
    }
};

template <class Change>
status made_after(Change change) {
    small_calibration with;
    change(with);
    block memory(4096);
    quantized_model model;
    const status outcome = model.make(with.ranges, weight_scales::per_output, memory);
    CHECK((model.shape().layer_count == 0) == (outcome != status::ok));
    picomlp::quantized_parameters<small> numbers{};
    CHECK(picomlp::quantize(with.ranges, numbers) == outcome);
    CHECK((numbers.input_scale == 0.0F) == (outcome != status::ok));
    return outcome;
}

}  // namespace

TEST_CASE("int8 stays close to floats, whatever the activation") {
    check_close<picomlp::identity>();
    check_close<relu>();
    check_close<picomlp::relu6>();
    check_close<picomlp::leaky_relu>();
    check_close<picomlp::leaky_relu_of<-1, 4>>();
    check_close<sigmoid>();
    check_close<picomlp::hyperbolic_tangent>();
    check_close<picomlp::elu>();
    check_close<picomlp::elu_of<1, 2>>();
    check_close<picomlp::gelu>();
    check_close<picomlp::silu>();
    check_close<picomlp::softsign>();
    check_close<picomlp::hard_swish>();
}

TEST_CASE("scales for each output lose less where outputs differ in size") {
    using net = hidden<relu>;
    parameters_of<net> w = any_parameters<net>(4);
    const auto first = w.layer<1>();
    for (std::uint32_t i = 0; i < first.inputs(); ++i) first.weight(0, i) *= 100;
    const auto second = w.layer<2>();
    for (std::uint32_t o = 0; o < second.outputs(); ++o) second.weight(o, 0) *= 0.002F;
    const double each = largest_difference<net, double_rounding>(w, weight_scales::per_output);
    const double one = largest_difference<net, double_rounding>(w, weight_scales::per_layer);
    CHECK(each > 0);
    CHECK(one > 1.1 * each);
}

TEST_CASE("weights, biases and multipliers are those of the definition") {
    using net = network<input<2>, dense<2, picomlp::identity>>;
    parameters_of<net> w{};
    const auto layer = w.layer<1>();
    layer.weight(0, 0) = 1.27F;
    layer.weight(0, 1) = -0.635F;
    layer.weight(1, 0) = 0.0F;
    layer.weight(1, 1) = 0.254F;
    layer.bias(0) = 0.5F;
    layer.bias(1) = -0.25F;
    block memory(calibration::bytes(float_network(w)));
    calibration ranges;
    REQUIRE(ranges.open(float_network(w), memory) == status::ok);
    const float lowest[2] = {-1.0F, 0.0F};
    const float highest[2] = {1.55F, 0.5F};
    CHECK(ranges.add(lowest) == status::ok);
    CHECK(ranges.add(highest) == status::ok);
    CHECK(ranges.samples() == 2);
    CHECK(ranges.inputs().lowest == -1.0F);
    CHECK(ranges.inputs().highest == 1.55F);
    block for_model(quantized_model::bytes(ranges, weight_scales::per_output));
    quantized_model model;
    REQUIRE(model.make(ranges, weight_scales::per_output, for_model) == status::ok);
    const picomlp::quantized_shape& shape = model.shape();
    CHECK(shape.input_scale == doctest::Approx(0.01));
    CHECK(shape.input_zero_point == -28);
    const picomlp::quantized_layer& made = shape.layers[0];
    CHECK(made.weights[0] == 127);
    CHECK(made.weights[1] == -64);  // 63.5
    CHECK(made.weights[2] == 0);
    CHECK(made.weights[3] == 127);
    CHECK(made.biases[0] == 5000);
    CHECK(made.biases[1] == -12500);
    CHECK(made.multiplier_count == 2);
    const auto expected =
        picomlp::product_multiplier(shape.input_scale, 1.27F / 127, made.scale, true);
    CHECK(made.multipliers[0].significand == expected.significand);
    CHECK(made.multipliers[0].shift == expected.shift);
    block for_less(quantized_model::bytes(ranges, weight_scales::per_layer));
    REQUIRE(model.make(ranges, weight_scales::per_layer, for_less) == status::ok);
    CHECK(model.shape().layers[0].multiplier_count == 1);
    CHECK(model.shape().layers[0].weights[3] == 25);
    CHECK(model.shape().layers[0].biases[1] == -2500);
}

TEST_CASE("sigmoid and tanh have the outputs that TensorFlow Lite demands") {
    small_calibration with;
    block memory(4096);
    quantized_model model;
    REQUIRE(model.make(with.ranges, weight_scales::per_output, memory) == status::ok);
    CHECK(model.shape().output_of(1).scale == 1.0F / 256);
    CHECK(model.shape().output_of(1).zero_point == -128);
    std::int8_t table[256];
    const picomlp::quantized_layer& last = model.shape().layers[1];
    picomlp::quantization sums{};
    const auto range = with.ranges.sums(1);
    CHECK(picomlp::quantization_of(range.lowest, range.highest, sums) == status::ok);
    CHECK(picomlp::make_integer_table<sigmoid>(sums, table) == status::ok);
    CHECK(std::memcmp(last.table, table, sizeof table) == 0);
}

TEST_CASE("a shape of run time gives the numbers of the same network's type") {
    using net = network<input<5>, dense<9, picomlp::leaky_relu_of<3, 10>>, dense<7, picomlp::elu>,
                        dense<4, softmax>>;
    const parameters_of<net> w = any_parameters<net>(12);
    using any = picomlp::dynamic_network<picomlp::all_activations>;
    const picomlp::dynamic_layer layers[] = {
        picomlp::parametric_layer(9, picomlp::code_of<picomlp::any_leaky_relu>(),
                                  picomlp::leaky_relu_of<3, 10>::parameter<float>),
        {7, picomlp::code_of<picomlp::elu>()},
        {4, picomlp::code_of<softmax>()}};
    const picomlp::dynamic_shape shape(5, layers);
    block for_dynamic(any::bytes(shape));
    any dynamic;
    REQUIRE(dynamic.open(shape, for_dynamic) == status::ok);

    calibration typed;
    calibration untyped;
    const float_network of_shape(dynamic, w.values);
    block for_typed(calibration::bytes(float_network(w)));
    block for_untyped(calibration::bytes(of_shape));
    REQUIRE(typed.open(float_network(w), for_typed) == status::ok);
    REQUIRE(untyped.open(of_shape, for_untyped) == status::ok);
    calibrate(typed, 5);
    calibrate(untyped, 5);

    picomlp::quantized_parameters<net> numbers{};
    REQUIRE(picomlp::quantize(typed, numbers) == status::ok);
    block for_model(quantized_model::bytes(untyped, weight_scales::per_output));
    quantized_model model;
    REQUIRE(model.make(untyped, weight_scales::per_output, for_model) == status::ok);
    picomlp::quantized<net, double_rounding> small_net;
    REQUIRE(small_net.open(numbers) == status::ok);
    quantized_network<double_rounding> large;
    block for_large(large.bytes(model.shape()));
    REQUIRE(large.open(model.shape(), for_large) == status::ok);
    decltype(small_net)::scratch scratch;
    std::mt19937 random(2);
    int differ = 0;
    for (int s = 0; s < 50; ++s) {
        std::int8_t x[5];
        for (std::int8_t& q : x)
            q = static_cast<std::int8_t>(static_cast<int>(random() % 256) - 128);
        std::int8_t y[4];
        std::int8_t expected[4];
        CHECK(small_net.predict(x, scratch, y) == status::ok);
        CHECK(large.predict(x, scratch.bytes, expected) == status::ok);
        CHECK(std::memcmp(y, expected, sizeof y) == 0);
        differ += y[0] != y[1] ? 1 : 0;
    }
    CHECK(differ > 10);
    picomlp::quantized_parameters<small> others{};
    CHECK(picomlp::quantize(typed, others) == status::bad_argument);
    picomlp::quantized_parameters<
        network<input<5>, dense<9, relu>, dense<7, picomlp::elu>, dense<4, softmax>>>
        with_relu{};
    CHECK(picomlp::quantize(typed, with_relu) == status::bad_argument);
    CHECK(picomlp::quantize(calibration(), numbers) == status::unusable_shape);
}

TEST_CASE("what cannot be quantized is refused, and nothing has changed") {
    CHECK(made_after([](small_calibration&) {}) == status::ok);
    const auto set = [](std::size_t place, float value) {
        return [=](small_calibration& with) { with.w.values[place] = value; };
    };
    CHECK(made_after(set(0, infinite)) == status::not_finite_input);
    CHECK(made_after(set(12, std::numeric_limits<float>::quiet_NaN())) == status::not_finite_input);
    // With a scale that is large enough for such a bias no weight is more than 0.
    CHECK(made_after(set(6, 1e30F)) == status::ok);
    CHECK(made_after(set(6, 3e38F)) == status::beyond_range);
    CHECK(made_after(set(0, 1e-42F)) == status::ok);
    CHECK(made_after([](small_calibration& with) {
              CHECK(with.ranges.open(float_network(with.w), with.memory) == status::ok);
          }) == status::no_samples);
    CHECK(made_after([](small_calibration& with) {
              const float huge[2] = {3e38F, -3e38F};
              with.w = {};
              CHECK(with.ranges.open(float_network(with.w), with.memory) == status::ok);
              CHECK(with.ranges.add(huge) == status::ok);
          }) == status::beyond_range);
    small_calibration with;
    quantized_model model;
    const std::size_t bytes = quantized_model::bytes(with.ranges, weight_scales::per_output);
    block memory(bytes + 8);
    const picomlp::memory_block all = memory;
    CHECK(model.make(with.ranges, weight_scales::per_output, {all.first, bytes - 1}) ==
          status::too_little_memory);
    CHECK(model.make(with.ranges, weight_scales::per_output,
                     {static_cast<unsigned char*>(all.first) + 1, bytes}) ==
          status::misaligned_memory);
    CHECK(model.make(with.ranges, weight_scales::per_output, {all.first, bytes}) == status::ok);
    CHECK(quantized_model::bytes(calibration(), weight_scales::per_output) == 0);
    CHECK(model.make(calibration(), weight_scales::per_output, all) == status::unusable_shape);
    CHECK(model.shape().layer_count == 2);
}

TEST_CASE("sums of ever so many inputs stay within 32 bits, or are refused") {
    // 65535 inputs with weights of 127 leave no room for a bias of 2^29 units.
    using wide = network<input<65535>, dense<1, picomlp::identity>>;
    static parameters_of<wide> w;
    for (float& value : w.values) value = 1.0F;
    block memory(calibration::bytes(float_network(w)));
    calibration ranges;
    REQUIRE(ranges.open(float_network(w), memory) == status::ok);
    std::vector<float> x(65535, 1.0F);
    CHECK(ranges.add(x.data()) == status::ok);
    picomlp::quantized_parameters<wide>* const numbers = new picomlp::quantized_parameters<wide>;
    CHECK(picomlp::quantize(ranges, *numbers) == status::ok);
    w.values[65535] = 1000;
    CHECK(picomlp::quantize(ranges, *numbers) == status::beyond_range);
    delete numbers;
}
