// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantization.hpp"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "doctest_config.hpp"

using picomlp::dequantize;
using picomlp::quantization;
using picomlp::quantize;
using picomlp::status;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("halves are quantized away from 0, and what is beyond int8 saturates") {
    const quantization half{0.5F, 3};
    CHECK(quantize(0.0F, half) == 3);
    CHECK(quantize(0.25F, half) == 4);
    CHECK(quantize(-0.25F, half) == 2);
    CHECK(quantize(0.24999999F, half) == 3);
    CHECK(quantize(0.75F, half) == 5);
    CHECK(quantize(62.0F, half) == 127);
    CHECK(quantize(62.5F, half) == 127);
    CHECK(quantize(-65.5F, half) == -128);
    CHECK(quantize(-66.0F, half) == -128);
    CHECK(quantize(3e38F, half) == 127);
    CHECK(quantize(-3e38F, half) == -128);
}

TEST_CASE("every int8 comes back from its real number") {
    for (const quantization how : {quantization{0.1F, 0}, quantization{0.0078125F, -128},
                                   quantization{1e-30F, 127}, quantization{3e30F, 5}}) {
        for (int q = -128; q < 128; ++q) {
            CHECK(quantize(dequantize(static_cast<std::int8_t>(q), how), how) == q);
        }
    }
}

TEST_CASE("arrays are quantized like their numbers, or not at all") {
    const float x[3] = {1.0F, -0.3F, 0.0F};
    std::int8_t q[3] = {7, 7, 7};
    const quantization how{0.1F, 10};
    const float wrong[3] = {1.0F, 2.0F, not_a_number};
    CHECK(quantize(wrong, 3, how, q) == status::not_finite_input);
    CHECK(quantize(x, 3, {0.0F, 0}, q) == status::bad_argument);
    CHECK(q[0] == 7);
    CHECK(quantize(x, 3, how, q) == status::ok);
    CHECK(q[0] == 20);
    CHECK(q[1] == 7);
    CHECK(q[2] == 10);
    float back[3] = {9, 9, 9};
    CHECK(dequantize(q, 3, {0.1F, 200}, back) == status::bad_argument);
    CHECK(back[0] == 9.0F);
    CHECK(dequantize(q, 3, how, back) == status::ok);
    CHECK(back[0] == 0.1F * 10);
    CHECK(back[2] == 0.0F);
}

TEST_CASE("a scale is a normal float above 0, a zero point an int8") {
    CHECK(picomlp::is_usable({0x1p-126F, 127}));
    CHECK(picomlp::is_usable({3e38F, -128}));
    for (const float scale : {0.0F, -1.0F, 0x1p-127F, infinite, not_a_number}) {
        CAPTURE(scale);
        CHECK_FALSE(picomlp::is_usable({scale, 0}));
    }
    CHECK_FALSE(picomlp::is_usable({1.0F, 128}));
    CHECK_FALSE(picomlp::is_usable({1.0F, -129}));
}

TEST_CASE("a range is covered, and 0 has a number of its own") {
    quantization how{};
    CHECK(picomlp::quantization_of(-1.0F, 1.55F, how) == status::ok);
    CHECK(how.scale == doctest::Approx(0.01));
    CHECK(how.zero_point == -28);
    CHECK(picomlp::quantization_of(2.0F, 5.1F, how) == status::ok);
    CHECK(how.scale == doctest::Approx(0.02));
    CHECK(how.zero_point == -128);
    CHECK(picomlp::quantization_of(-5.1F, -2.0F, how) == status::ok);
    CHECK(how.zero_point == 127);
    CHECK(picomlp::quantization_of(0.0F, 0.0F, how) == status::ok);
    CHECK(how.scale == 1.0F / 255);
    for (const float low : {-7.3F, -0.01F, 0.0F}) {
        for (const float high : {0.0F, 0.3F, 123.0F}) {
            CHECK(picomlp::quantization_of(low, high, how) == status::ok);
            CHECK(dequantize(quantize(0.0F, how), how) == 0.0F);
            CHECK(std::fabs(dequantize(quantize(low, how), how) - low) <= how.scale);
            CHECK(std::fabs(dequantize(quantize(high, how), how) - high) <= how.scale);
        }
    }
}

TEST_CASE("a range that is none is refused") {
    quantization how{5, 5};
    CHECK(picomlp::quantization_of(1.0F, 0.0F, how) == status::bad_argument);
    CHECK(picomlp::quantization_of(not_a_number, 0.0F, how) == status::bad_argument);
    CHECK(picomlp::quantization_of(0.0F, infinite, how) == status::bad_argument);
    CHECK(picomlp::quantization_of(-3e38F, 3e38F, how) == status::beyond_range);
    CHECK(picomlp::quantization_of(0.0F, 1e-37F, how) == status::beyond_range);
    CHECK(how.scale == 5.0F);
    CHECK(how.zero_point == 5);
}

TEST_CASE("fused activations leave the part of int8 that stands for their range") {
    CHECK(picomlp::relu_range({0.1F, -20}).lowest == -20);
    CHECK(picomlp::relu_range({0.1F, -20}).highest == 127);
    CHECK(picomlp::relu6_range({0.1F, -20}).lowest == -20);
    CHECK(picomlp::relu6_range({0.1F, -20}).highest == 40);
    CHECK(picomlp::relu6_range({0.01F, -20}).highest == 127);
    CHECK(picomlp::relu6_range({100.0F, -20}).highest == -20);
    CHECK(picomlp::identity_range().lowest == -128);
    CHECK(picomlp::identity_range().highest == 127);
}

TEST_CASE("a scale of sixteen bits reaches over the largest magnitude") {
    float scale = 9;
    CHECK(picomlp::scale_of_16(-2, 3, scale) == status::ok);
    CHECK(scale == 3.0F / 32767);
    CHECK(picomlp::scale_of_16(-5, -4, scale) == status::ok);
    CHECK(scale == 5.0F / 32767);
    CHECK(picomlp::scale_of_16(0, 0, scale) == status::ok);
    CHECK(scale == 1.0F / 32767);
    CHECK(picomlp::scale_of_16(-3e38F, 3e38F, scale) == status::ok);
    scale = 9;
    CHECK(picomlp::scale_of_16(1, 0, scale) == status::bad_argument);
    CHECK(picomlp::scale_of_16(0, infinite, scale) == status::bad_argument);
    CHECK(picomlp::scale_of_16(not_a_number, 0, scale) == status::bad_argument);
    CHECK(picomlp::scale_of_16(0, 1e-34F, scale) == status::beyond_range);
    CHECK(scale == 9);
}
