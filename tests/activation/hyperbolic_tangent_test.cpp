// SPDX-License-Identifier: MIT
#include "picomlp/activation/hyperbolic_tangent.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using namespace testing;

TEST_CASE("tanh is within its bound of its golden values") {
    CHECK(worst_value_ulps<picomlp::hyperbolic_tangent, float>(golden::hyperbolic_tangent_float) <=
          stated::tanh.in_float);
    CHECK(worst_value_ulps<picomlp::hyperbolic_tangent, double>(
              golden::hyperbolic_tangent_double) <= stated::tanh.in_double);
}

TEST_CASE_TEMPLATE("tanh is within its bound of the C library's long double", T, float, double) {
    const auto exact = [](long double z) { return std::tanh(z); };
    CHECK(worst_sampled_ulps<picomlp::hyperbolic_tangent, T>(-10, 10, exact) <=
          stated::tanh.in<T>() + 0.01);
}

TEST_CASE("the slope of tanh is within its bound of its golden values") {
    const auto bound = [](double) { return stated::hyperbolic_tangent_slope_in_z; };
    CHECK(worst_slope_over_bound<picomlp::hyperbolic_tangent, float>(
              golden::hyperbolic_tangent_float, bound) <= 1);
    CHECK(worst_slope_over_bound<picomlp::hyperbolic_tangent, double>(
              golden::hyperbolic_tangent_double, bound) <= 1);
}

TEST_CASE_TEMPLATE("the slope of tanh is within its bound of 1 - a^2", T, float, double) {
    const auto exact = [](long double a) { return (1 - a) * (1 + a); };
    CHECK(worst_sampled_slope_ulps<picomlp::hyperbolic_tangent, T>(-1, 1, exact) <=
          stated::hyperbolic_tangent_slope_in_a.in<T>() + 0.01);
    CHECK(worst_sampled_slope_ulps<picomlp::hyperbolic_tangent, T>(0.9999, 1, exact) <=
          stated::hyperbolic_tangent_slope_in_a.in<T>() + 0.01);
    CHECK(wrong_products<picomlp::hyperbolic_tangent, T>(-1, 1) == 0);
}

TEST_CASE("the slope of tanh agrees with central differences") {
    CHECK(worst_central_difference<picomlp::hyperbolic_tangent>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("tanh keeps zeros and tiny numbers, saturates far out, and NaN stays NaN", T,
                   float, double) {
    const T tiny = std::numeric_limits<T>::denorm_min();
    for (const T z : {T(0), tiny, std::numeric_limits<T>::min()}) {
        CHECK(same_bits(applied<picomlp::hyperbolic_tangent>(z), z));
        CHECK(same_bits(applied<picomlp::hyperbolic_tangent>(-z), -z));
    }
    for (const T z : {T(1e30), positive_infinity<T>}) {
        CHECK(applied<picomlp::hyperbolic_tangent>(z) == T(1));
        CHECK(applied<picomlp::hyperbolic_tangent>(-z) == T(-1));
    }
    CHECK(std::isnan(applied<picomlp::hyperbolic_tangent>(not_a_number<T>)));
    CHECK(slope_from<picomlp::hyperbolic_tangent>(T(1)) == T(0));
    CHECK(slope_from<picomlp::hyperbolic_tangent>(T(-1)) == T(0));
}
