// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized.hpp"

#include <cstring>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/sigmoid.hpp"

using picomlp::dense;
using picomlp::double_rounding;
using picomlp::input;
using picomlp::leaky_relu;
using picomlp::network;
using picomlp::quantized;
using picomlp::quantized_network;
using picomlp::relu;
using picomlp::relu6;
using picomlp::sigmoid;
using picomlp::single_rounding;
using picomlp::status;

namespace {

using four_layers =
    network<input<7>, dense<5, relu>, dense<9, leaky_relu>, dense<3, sigmoid>, dense<2, relu6>>;
using one_layer = network<input<3>, dense<4, picomlp::identity>>;
using parameters = picomlp::quantized_parameters<four_layers>;

std::int8_t number(std::mt19937& random) {
    return static_cast<std::int8_t>(static_cast<int>(random() % 256) - 128);
}

/// Every number is some number that is allowed.
parameters any_parameters() {
    std::mt19937 random(3);
    parameters all{};
    all.input_scale = 0.5F;
    for (float& scale : all.scales) scale = 0.125F;
    all.input_zero_point = -20;
    for (std::int8_t& w : all.weights) w = number(random);
    for (std::int32_t& b : all.biases) b = number(random) * 50;
    for (auto& by : all.multipliers) by = {(1 << 30) + number(random) * 1000000, -6};
    for (auto& range : all.ranges) range = {-100, 101};
    for (std::int32_t& zero : all.zero_points) zero = int{number(random)};
    all.table_zero_points[2] = 17;
    all.leaky[1] = {{1 << 30, 1}, {1 << 30, -1}, 40};
    for (std::int8_t& q : all.tables[0]) q = number(random);
    return all;
}

/// The layers of these parameters, written out.
std::vector<picomlp::quantized_layer> layers_of(const parameters& all) {
    std::vector<picomlp::quantized_layer> layers(4);
    const std::uint32_t sizes[5] = {7, 5, 9, 3, 2};
    const std::size_t weights[4] = {0, 35, 35 + 45, 35 + 45 + 27};
    const std::size_t units[4] = {0, 5, 14, 17};
    for (std::size_t l = 0; l < 4; ++l) {
        layers[l].outputs = sizes[l + 1];
        layers[l].weights = all.weights + weights[l];
        layers[l].biases = all.biases + units[l];
        layers[l].multipliers = all.multipliers + units[l];
        layers[l].multiplier_count = sizes[l + 1];
        layers[l].zero_point = all.zero_points[l];
        layers[l].range = all.ranges[l];
        layers[l].scale = 0.125F;
    }
    layers[1].leaky = &all.leaky[1];
    layers[2].table = all.tables[0];
    layers[2].table_zero_point = 17;
    return layers;
}

template <class Rounding>
void check_typed() {
    const parameters all = any_parameters();
    const std::vector<picomlp::quantized_layer> layers = layers_of(all);
    picomlp::quantized_shape shape;
    shape.inputs = 7;
    shape.input_zero_point = -20;
    shape.layer_count = 4;
    shape.layers = layers.data();
    shape.input_scale = 0.5F;
    quantized_network<Rounding> net;
    using typed_network = quantized<four_layers, Rounding>;
    typed_network typed;
    CHECK(net.bytes(shape) == typed_network::memory_bytes);
    std::vector<void*> memory(typed_network::memory_bytes / sizeof(void*) + 1);
    REQUIRE(net.open(shape, {memory.data(), typed_network::memory_bytes}) == status::ok);
    REQUIRE(typed.open(all) == status::ok);
    CHECK(net.scratch_bytes() == typed_network::scratch_bytes);
    CHECK(net.float_scratch_bytes() == typed_network::float_scratch_bytes);

    std::mt19937 random(8);
    typename typed_network::scratch scratch;
    typename typed_network::float_scratch float_scratch;
    std::vector<std::int8_t> other(typed_network::float_scratch_bytes);
    bool differ = false;
    std::int8_t previous[2] = {};
    for (int k = 0; k < 50; ++k) {
        std::int8_t x[7];
        for (std::int8_t& q : x) q = number(random);
        std::int8_t y[2];
        std::int8_t expected[2];
        CHECK(typed.predict(x, scratch, y) == status::ok);
        CHECK(net.predict(x, {other.data(), other.size()}, expected) == status::ok);
        CHECK(std::memcmp(y, expected, sizeof y) == 0);
        differ |= k > 0 && std::memcmp(y, previous, sizeof y) != 0;
        std::memcpy(previous, y, sizeof y);
        float numbers[7];
        float outputs[2];
        CHECK(dequantize(x, 7, typed.input_quantization(), numbers) == status::ok);
        CHECK(typed.predict(numbers, float_scratch, outputs) == status::ok);
        for (int o = 0; o < 2; ++o)
            CHECK(outputs[o] == dequantize(y[o], typed.output_quantization()));
    }
    CHECK(differ);
}

}  // namespace

TEST_CASE("a typed network is the untyped one of the same layers") {
    check_typed<double_rounding>();
    check_typed<single_rounding>();
}

TEST_CASE("sizes are constants") {
    using small = quantized<one_layer, single_rounding>;
    static_assert(small::scratch_bytes == 0);
    static_assert(small::float_scratch_bytes == 4 + 3);
    static_assert(quantized<four_layers, single_rounding>::scratch_bytes == 5 + 9);
    static_assert(quantized<four_layers, single_rounding>::float_scratch_bytes == 5 + 9);
    static_assert(sizeof(parameters::weights) == 7 * 5 + 5 * 9 + 9 * 3 + 3 * 2);
    static_assert(sizeof(parameters::biases) == sizeof(std::int32_t) * (5 + 9 + 3 + 2));
    static_assert(sizeof(parameters::tables) == 256);
    CHECK(sizeof(small) >= small::memory_bytes);
}

TEST_CASE("wrong numbers are refused, and the network stays") {
    parameters all = any_parameters();
    quantized<four_layers, double_rounding> typed;
    std::int8_t x[7] = {};
    std::int8_t y[2];
    decltype(typed)::scratch scratch;
    CHECK(typed.predict(x, scratch, y) == status::unusable_shape);
    all.zero_points[3] = 128;
    CHECK(typed.open(all) == status::bad_argument);
    CHECK_FALSE(typed.is_open());
    all.scales[1] = 0;
    all.zero_points[3] = 0;
    CHECK(typed.open(all) == status::bad_argument);
    all.scales[1] = 1;
    all.table_zero_points[0] = 1;  // of a layer without a table
    CHECK(typed.open(all) == status::bad_argument);
    all.table_zero_points[0] = 0;
    CHECK(typed.open(all) == status::ok);
    CHECK(typed.predict(x, scratch, y) == status::ok);
}
