// SPDX-License-Identifier: MIT
#include "picomlp/quantized/requantization.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "doctest_config.hpp"

using picomlp::double_rounding;
using picomlp::multiplier;
using picomlp::multiplier_of;
using picomlp::requantize_wide;
using picomlp::single_rounding;

namespace {

constexpr std::int32_t largest = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t smallest = std::numeric_limits<std::int32_t>::min();

bool is(multiplier made, std::int32_t significand, std::int32_t shift) {
    return made.significand == significand && made.shift == shift;
}

}  // namespace

TEST_CASE("a multiplier has a significand of 31 bits and the shift that belongs to it") {
    CHECK(is(multiplier_of(1.0), 1 << 30, 1));
    CHECK(is(multiplier_of(0.5), 1 << 30, 0));
    CHECK(is(multiplier_of(0.75), 3 << 29, 0));
    CHECK(is(multiplier_of(-3.0), -(3 << 29), 2));
}

TEST_CASE("a significand that rounds to 2^31 is halved, unless it is negative") {
    CHECK(is(multiplier_of(std::nextafter(1.0, 0.0)), 1 << 30, 1));
    CHECK(is(multiplier_of(1 - 0x1p-32), 1 << 30, 1));  // a tie
    CHECK(is(multiplier_of(1 - 0x1.8p-32), largest, 0));
    CHECK(is(multiplier_of(-std::nextafter(1.0, 0.0)), smallest, 0));
}

TEST_CASE("factors beyond the shifts become 0 or the largest multiplier") {
    CHECK(is(multiplier_of(0x1p-32), 1 << 30, -31));
    CHECK(is(multiplier_of(std::nextafter(0x1p-32, 0.0)), 1 << 30, -31));  // rounds up to it
    CHECK(is(multiplier_of(0x1.8p-33), 0, 0));
    CHECK(is(multiplier_of(0x1p29), 1 << 30, 30));
    CHECK(is(multiplier_of(0x1p30), largest, 30));
    CHECK(is(multiplier_of(-1e300), smallest, 30));
    CHECK(is(multiplier_of(0.0), 0, 0));
    CHECK(is(multiplier_of(std::numeric_limits<double>::denorm_min()), 0, 0));
    CHECK(is(multiplier_of(std::numeric_limits<double>::infinity()), 0, 0));
    CHECK(is(multiplier_of(std::numeric_limits<double>::quiet_NaN()), 0, 0));
}

TEST_CASE("a single scale of weights meets the input's in float, several in double") {
    const float input = 0.1F;
    const float weight = 0.3F;
    const multiplier in_float = multiplier_of(static_cast<double>(input * weight) / 0.5);
    const multiplier in_double =
        multiplier_of(static_cast<double>(input) * static_cast<double>(weight) / 0.5);
    CHECK_FALSE(is(in_float, in_double.significand, in_double.shift));
    CHECK(is(picomlp::product_multiplier(input, weight, 0.5F, false), in_float.significand,
             in_float.shift));
    CHECK(is(picomlp::product_multiplier(input, weight, 0.5F, true), in_double.significand,
             in_double.shift));
}

TEST_CASE("halves go away from 0 in the division of double rounding, upwards in single rounding") {
    constexpr multiplier half{1 << 30, 0};
    constexpr multiplier quarter{1 << 30, -1};
    static_assert(double_rounding::requantize(3, half) == 2);
    static_assert(double_rounding::requantize(-3, half) == -1);
    static_assert(single_rounding::requantize(-3, half) == -1);
    CHECK(double_rounding::requantize(6, quarter) == 2);
    CHECK(double_rounding::requantize(-6, quarter) == -2);
    CHECK(single_rounding::requantize(6, quarter) == 2);
    CHECK(single_rounding::requantize(-6, quarter) == -1);
    // 5/4 rounds to 3/2 first, and then to 2.
    CHECK(double_rounding::requantize(5, quarter) == 2);
    CHECK(single_rounding::requantize(5, quarter) == 1);
}

TEST_CASE("what is too large saturates") {
    constexpr multiplier sixteen{1 << 30, 5};
    CHECK(double_rounding::requantize(100, sixteen) == 1600);
    CHECK(double_rounding::requantize(largest, sixteen) == 1 << 30);  // half of the largest
    CHECK(double_rounding::requantize(smallest, sixteen) == -(1 << 30));
    CHECK(double_rounding::requantize(smallest, {smallest, 0}) == largest);
    CHECK(single_rounding::requantize(100, sixteen) == 1600);
    CHECK(single_rounding::requantize(largest, sixteen) == largest);
    CHECK(single_rounding::requantize(smallest, sixteen) == smallest);
    CHECK(single_rounding::requantize(smallest, {largest, 30}) == smallest);
    CHECK(single_rounding::requantize(1, {largest, 30}) == 1 << 30);
    CHECK(requantize_wide((std::int64_t{1} << 47) - 1, {largest, 7}) == largest);
    CHECK(requantize_wide(-(std::int64_t{1} << 47), {largest, 7}) == smallest);
}

TEST_CASE("the smallest shift leaves nothing of most sums") {
    constexpr multiplier tiny{1 << 30, -31};
    CHECK(double_rounding::requantize(largest, tiny) == 1);  // 2^31 2^-32, rounded twice
    CHECK(double_rounding::requantize(largest / 2, tiny) == 0);
    CHECK(single_rounding::requantize(largest, tiny) == 0);
    CHECK(single_rounding::requantize(smallest, tiny) == 0);
}

TEST_CASE("sums for 16 bits are rounded once, by 15 bits of the significand") {
    CHECK(requantize_wide(1000, {1 << 30, 0}) == 500);
    CHECK(requantize_wide(-1001, {1 << 30, 0}) == -500);
    CHECK(requantize_wide(1001, {1 << 30, 0}) == 501);
    CHECK(requantize_wide(1 << 20, {largest, 0}) == (1 << 20) - 32);  // 0x7fff / 2^15
    CHECK(requantize_wide(1 << 20, {(1 << 30) + (1 << 14), 0}) == 1 << 19);
}
