// SPDX-License-Identifier: MIT
#include "picomlp/quantized/activation_table.hpp"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include "doctest_config.hpp"
#include "golden/tables.hpp"
#include "picomlp/activation/activations.hpp"

using picomlp::make_activation_table;
using picomlp::make_integer_table;
using picomlp::status;

namespace {

template <class Activation>
void check_table(const golden::activation_table& expected) {
    std::int8_t table[256] = {};
    CHECK(make_activation_table<Activation>({expected.from_scale, expected.from_zero},
                                            {expected.to_scale, expected.to_zero},
                                            table) == status::ok);
    for (int k = 0; k < 256; ++k) {
        CAPTURE(k);
        CHECK(table[k] == expected.outputs[k]);
    }
}

}  // namespace

TEST_CASE("tables hold what 40 digits give") {
    check_table<picomlp::sigmoid>(golden::sigmoid);
    check_table<picomlp::hyperbolic_tangent>(golden::hyperbolic_tangent);
    check_table<picomlp::elu>(golden::elu);
    check_table<picomlp::softplus>(golden::softplus);
    check_table<picomlp::silu>(golden::silu);
    check_table<picomlp::gelu>(golden::gelu);
    check_table<picomlp::softsign>(golden::softsign);
}

TEST_CASE("the quantizations of sigmoid and tanh are TensorFlow Lite's") {
    CHECK(golden::sigmoid.to_scale == picomlp::sigmoid_quantization.scale);
    CHECK(golden::sigmoid.to_zero == picomlp::sigmoid_quantization.zero_point);
    CHECK(golden::hyperbolic_tangent.to_scale == picomlp::hyperbolic_tangent_quantization.scale);
    CHECK(golden::hyperbolic_tangent.to_zero ==
          picomlp::hyperbolic_tangent_quantization.zero_point);
}

TEST_CASE("identity's table requantizes, relu's cuts off, a parameter is handed on") {
    std::int8_t table[256];
    CHECK(make_activation_table<picomlp::identity>({1, 10}, {2, -5}, table) == status::ok);
    CHECK(table[128 + 10] == -5);
    CHECK(table[128 + 13] == -3);
    CHECK(table[0] == -74);
    CHECK(make_activation_table<picomlp::relu>({1, 10}, {2, -5}, table) == status::ok);
    CHECK(table[0] == -5);
    CHECK(table[128 + 20] == 0);
    CHECK(make_activation_table<picomlp::any_leaky_relu>({1, 0}, {1, 0}, table, 0.5F) ==
          status::ok);
    CHECK(table[128 - 100] == -50);
    CHECK(table[128 + 100] == 100);
}

TEST_CASE("a table that cannot be made leaves the old one") {
    std::int8_t table[256];
    std::memset(table, 77, sizeof table);
    const auto untouched = [&] {
        for (const std::int8_t entry : table) {
            if (entry != 77) return false;
        }
        return true;
    };
    CHECK(make_activation_table<picomlp::elu>({0, 0}, {1, 0}, table) == status::bad_argument);
    CHECK(make_activation_table<picomlp::elu>({1, 0}, {1, 128}, table) == status::bad_argument);
    // 127 times 3e36 is beyond float.
    CHECK(make_activation_table<picomlp::elu>({3e36F, 0}, {1, 0}, table) ==
          status::not_finite_output);
    CHECK(untouched());
}

TEST_CASE("tables made in integers differ by one at most, and hardly ever") {
    int differ = 0;
    int entries = 0;
    for (float scale = 0x1p-12F; scale < 4; scale *= 1.1F) {
        CAPTURE(scale);
        for (const std::int32_t zero : {-128, -5, 127}) {
            std::int8_t sigmoids[2][256];
            std::int8_t tangents[2][256];
            const picomlp::quantization from{scale, zero};
            CHECK(make_integer_table<picomlp::sigmoid>(from, sigmoids[0]) == status::ok);
            CHECK(make_activation_table<picomlp::sigmoid>(from, picomlp::sigmoid_quantization,
                                                          sigmoids[1]) == status::ok);
            CHECK(make_integer_table<picomlp::hyperbolic_tangent>(from, tangents[0]) == status::ok);
            CHECK(make_activation_table<picomlp::hyperbolic_tangent>(
                      from, picomlp::hyperbolic_tangent_quantization, tangents[1]) == status::ok);
            for (int k = 0; k < 256; ++k) {
                CAPTURE(k);
                CHECK(std::abs(sigmoids[0][k] - sigmoids[1][k]) <= 1);
                CHECK(std::abs(tangents[0][k] - tangents[1][k]) <= 1);
                differ += sigmoids[0][k] != sigmoids[1][k];
                differ += tangents[0][k] != tangents[1][k];
                entries += 2;
            }
        }
    }
    CHECK(differ < entries / 1000);
}

TEST_CASE("from a scale of 8 on, tables made in integers are steps") {
    std::int8_t table[256];
    CHECK(make_integer_table<picomlp::sigmoid>({8, -100}, table) == status::ok);
    for (int k = 0; k < 256; ++k) CHECK(table[k] == (k <= 28 ? -128 : 127));
    CHECK(make_integer_table<picomlp::hyperbolic_tangent>({1e30F, 2}, table) == status::ok);
    for (int k = 0; k < 256; ++k) CHECK(table[k] == (k <= 130 ? -128 : 127));
    std::int8_t untouched[256] = {99};
    CHECK(make_integer_table<picomlp::sigmoid>({0, 0}, untouched) == status::bad_argument);
    CHECK(make_integer_table<picomlp::hyperbolic_tangent>({1, 128}, untouched) ==
          status::bad_argument);
    CHECK(untouched[0] == 99);
}
