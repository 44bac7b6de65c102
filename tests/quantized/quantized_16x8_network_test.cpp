// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_16x8_network.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"

using picomlp::multiplier;
using picomlp::quantized_16x8_layer;
using picomlp::quantized_16x8_network;
using picomlp::quantized_16x8_shape;
using picomlp::status;

namespace {

constexpr multiplier one{1 << 30, 1};
constexpr multiplier half{1 << 30, 0};

/// 2-3-2-1, of which all weights are 1.
struct small {
    std::int8_t weights[6] = {1, 1, 1, 1, 1, 1};
    std::int64_t biases[3] = {5, 0, -7};
    multiplier each[3] = {one, half, one};
    quantized_16x8_layer layers[3];
    quantized_16x8_shape shape;

    small() {
        const std::uint32_t sizes[3] = {3, 2, 1};
        for (std::size_t l = 0; l < 3; ++l) {
            layers[l].outputs = sizes[l];
            layers[l].weights = weights;
            layers[l].multipliers = &one;
            layers[l].multiplier_count = 1;
            layers[l].scale = 0.25F;
        }
        layers[0].biases = biases;
        layers[0].multipliers = each;
        layers[0].multiplier_count = 3;
        layers[1].lowest = 0;
        shape.inputs = 2;
        shape.layer_count = 3;
        shape.layers = layers;
        shape.input_scale = 0.5F;
    }
};

template <class Change>
status opened_after(Change change) {
    small with;
    change(with);
    quantized_16x8_network net;
    const status outcome = net.open(with.shape);
    CHECK(net.is_open() == (outcome == status::ok));
    return outcome;
}

}  // namespace

TEST_CASE("layers follow one another") {
    const small with;
    quantized_16x8_network net;
    CHECK(net.outputs() == 0);
    REQUIRE(net.open(with.shape) == status::ok);
    CHECK(net.inputs() == 2);
    CHECK(net.outputs() == 1);
    CHECK(net.scratch_bytes() == 2 * (3 + 2));
    CHECK(net.float_scratch_bytes() == 2 * (3 + 2));
    std::int16_t scratch[5];
    std::int16_t y[1];
    // 15, 5 and 3: twice 23, and 46
    const std::int16_t x[2] = {4, 6};
    CHECK(net.predict(x, scratch, y) == status::ok);
    CHECK(y[0] == 46);
    const std::int16_t negative[2] = {-40, 6};
    CHECK(net.predict(negative, scratch, y) == status::ok);
    CHECK(y[0] == 0);
    float real[2] = {2, 3};
    CHECK(net.predict(real, scratch, real) == status::ok);
    CHECK(real[0] == 11.5F);
    CHECK(net.input_scale() == 0.5F);
    CHECK(net.output_scale() == 0.25F);
}

TEST_CASE("sums of ever so many products") {
    std::mt19937 random(6);
    for (const std::uint32_t inputs : {1U, 510U, 511U, 512U, 1022U, 1023U, 65535U}) {
        CAPTURE(inputs);
        std::vector<std::int8_t> w(2 * std::size_t{inputs}, -128);
        std::vector<std::int16_t> x(inputs, -32768);
        for (std::uint32_t i = 0; i < inputs; ++i) {
            w[inputs + i] = static_cast<std::int8_t>(static_cast<int>(random() % 256) - 128);
            if (inputs % 2 == 0) {
                x[i] = static_cast<std::int16_t>(static_cast<int>(random() % 65536) - 32768);
            }
        }
        const std::int64_t biases[2] = {-(std::int64_t{1} << 46) + 1, 12345};
        const multiplier by[2] = {{1 << 30, -30}, {2000000000, -18}};
        quantized_16x8_layer layer;
        layer.outputs = 2;
        layer.weights = w.data();
        layer.biases = biases;
        layer.multipliers = by;
        layer.multiplier_count = 2;
        quantized_16x8_shape shape;
        shape.inputs = inputs;
        shape.layer_count = 1;
        shape.layers = &layer;
        quantized_16x8_network net;
        REQUIRE(net.open(shape) == status::ok);
        CHECK(net.scratch_bytes() == 0);
        std::int16_t y[2];
        CHECK(net.predict(x.data(), {nullptr, 0}, y) == status::ok);
        for (std::size_t o = 0; o < 2; ++o) {
            std::int64_t sum = biases[o];
            for (std::size_t i = 0; i < inputs; ++i) sum += x[i] * w[o * inputs + i];
            const std::int32_t scaled = picomlp::requantize_wide(sum, by[o]);
            CHECK(y[o] == (scaled > 32767 ? 32767 : scaled < -32768 ? -32768 : scaled));
        }
    }
}

TEST_CASE("relu6 of 16 bits") {
    CHECK(picomlp::highest_of_relu6(0x1p-12F) == 24576);
    CHECK(picomlp::highest_of_relu6(0x1p-13F) == 32767);
    CHECK(picomlp::highest_of_relu6(4) == 2);
}

TEST_CASE("what is not allowed is refused") {
    CHECK(opened_after([](small&) {}) == status::ok);
    CHECK(opened_after([](small& s) { s.shape.layers = nullptr; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.shape.layer_count = 0; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.shape.layer_count = 256; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.shape.inputs = 0; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.shape.inputs = 65536; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.layers[1].outputs = 0; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.layers[1].weights = nullptr; }) == status::unusable_shape);
    CHECK(opened_after([](small& s) { s.layers[2].multipliers = nullptr; }) ==
          status::unusable_shape);
    CHECK(opened_after([](small& s) { s.layers[0].multiplier_count = 2; }) ==
          status::unusable_shape);
    CHECK(opened_after([](small& s) { s.each[2].shift = 7; }) == status::ok);
    CHECK(opened_after([](small& s) { s.each[2].shift = 8; }) == status::bad_argument);
    CHECK(opened_after([](small& s) { s.each[2].shift = -32; }) == status::bad_argument);
    CHECK(opened_after([](small& s) { s.each[0].significand = -1; }) == status::bad_argument);
    CHECK(opened_after([](small& s) { s.biases[2] = std::int64_t{1} << 46; }) ==
          status::bad_argument);
    CHECK(opened_after([](small& s) { s.biases[1] = -(std::int64_t{1} << 46); }) ==
          status::bad_argument);
    CHECK(opened_after([](small& s) { s.layers[1].highest = -1; }) == status::bad_argument);
    CHECK(opened_after([](small& s) { s.layers[1].scale = 0; }) == status::bad_argument);
    CHECK(opened_after([](small& s) { s.shape.input_scale = -1; }) == status::bad_argument);
}

TEST_CASE("a prediction that cannot be made leaves y") {
    const small with;
    quantized_16x8_network net;
    std::int16_t scratch[6];
    std::int16_t x[2] = {};
    std::int16_t y[1] = {99};
    float real[2] = {1, std::numeric_limits<float>::infinity()};
    CHECK(net.predict(x, scratch, y) == status::unusable_shape);
    CHECK(net.predict(real, scratch, real) == status::unusable_shape);
    REQUIRE(net.open(with.shape) == status::ok);
    CHECK(net.predict(x, {scratch, 9}, y) == status::too_little_memory);
    CHECK(net.predict(x, {reinterpret_cast<unsigned char*>(scratch) + 1, 10}, y) ==
          status::misaligned_memory);
    CHECK(net.predict(real, {scratch, 9}, real) == status::too_little_memory);
    CHECK(net.predict(real, scratch, real) == status::not_finite_input);
    CHECK(real[0] == 1);
    CHECK(y[0] == 99);
}
