// SPDX-License-Identifier: MIT
// The checks that every function of one argument must pass, for use inside a TEST_CASE.
#pragma once

#include <initializer_list>
#include <limits>

#include "doctest_config.hpp"
#include "sweep.hpp"

namespace testing {

/// Float: a sample of all bit patterns, and the neighbourhoods of the places where the algorithms
/// change their course. The slow suite sweeps every pattern.
inline void check_float_form(const char* name) {
    const elementary_function* function = find_function(name);
    REQUIRE(function != nullptr);
    sweep_result result = sweep(*function, 10007);
    const float places[] = {0.0f,     0x1p-149f, 0x1p-126f, 0x1p-60f,   0x1p-24f,  0.3465736f,
                            0.4142f,  0.5f,      0.625f,    0.65625f,   0.70710f,  0.785398f,
                            1.0f,     1.0397f,   1.41421f,  2.0f,       2.356194f, 3.1415927f,
                            9.01091f, 14.17f,    14.5f,     87.33654f,  88.72283f, 103.9720f,
                            104.0f,   1e5f,      8388608.f, 16777216.f, 1e22f,     3.4028235e38f};
    for (const float place : places) {
        for (const uint32_t sign : {0u, 0x80000000u}) {
            for (uint32_t offset = 0; offset < 200; ++offset) {
                const float x = float_of((bits_of(place) + offset - 100u) ^ sign);
                compare(*function, x, function->float_form(x), result);
            }
        }
    }
    INFO(name << ": " << result.worst << " ulp at " << result.where << "; first wrong at "
              << result.first_wrong);
    CHECK(result.worst <= function->float_bound);
    CHECK(result.wrong == 0);
}

/// Double: the golden table of mpmath.
inline void check_double_form(const char* name) {
    const elementary_function* function = find_function(name);
    REQUIRE(function != nullptr);
    REQUIRE(function->golden_count > 200);
    for (size_t i = 0; i < function->golden_count; ++i) {
        const golden::elementary_value& expected = function->golden[i];
        const double got = function->double_form(expected.x);
        const double error = double_error(got, expected.nearest, expected.rest);
        INFO(name << "(" << expected.x << ") = " << got << " is off by " << error << " ulp");
        CHECK(error <= function->double_bound);
        CHECK(std::signbit(got) == std::signbit(expected.nearest));
    }
}

/// Any NaN, of either sign and with any payload, becomes the same NaN.
inline void check_nan(const char* name) {
    const elementary_function* function = find_function(name);
    REQUIRE(function != nullptr);
    for (const uint32_t bits : {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xffffffffu, 0x7fd12345u})
        CHECK(bits_of(function->float_form(float_of(bits))) == float_nan_bits);
    for (const uint64_t bits : {0x7ff8000000000000u, 0xfff8000000000000u, 0x7ff0000000000001u,
                                0xffffffffffffffffu, 0x7ff8000012345678u})
        CHECK(bits_of(function->double_form(double_of(bits))) == double_nan_bits);
}

/// function(x) has exactly the bits of y, in float and in double; y NaN stands for the NaN.
inline void check_exact(const char* name, double x, double y) {
    const elementary_function* function = find_function(name);
    REQUIRE(function != nullptr);
    const float float_y = std::isnan(y) ? float_of(float_nan_bits) : static_cast<float>(y);
    const double double_y = std::isnan(y) ? double_of(double_nan_bits) : y;
    INFO(name << "(" << x << ")");
    CHECK(bits_of(function->float_form(static_cast<float>(x))) == bits_of(float_y));
    CHECK(bits_of(function->double_form(x)) == bits_of(double_y));
}

constexpr double positive_infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace testing
