// SPDX-License-Identifier: MIT
#include "picomlp/activation/sigmoid.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using picomlp::sigmoid;
using namespace testing;

TEST_CASE("sigmoid is within its bound of its golden values") {
    CHECK(worst_value_ulps<sigmoid, float>(golden::sigmoid_float) <= stated::sigmoid.in_float);
    CHECK(worst_value_ulps<sigmoid, double>(golden::sigmoid_double) <= stated::sigmoid.in_double);
}

TEST_CASE_TEMPLATE("sigmoid is within its bound of 1 / (1 + exp(-z))", T, float, double) {
    const auto exact = [](long double z) { return 1 / (1 + std::exp(-z)); };
    CHECK(worst_sampled_ulps<sigmoid, T>(-20, 20, exact) <= stated::sigmoid.in<T>() + 0.01);
}

TEST_CASE("the slope of sigmoid is within its bound of its golden values") {
    const auto bound = [](double) { return stated::sigmoid_slope_in_z; };
    CHECK(worst_slope_over_bound<sigmoid, float>(golden::sigmoid_float, bound) <= 1);
    CHECK(worst_slope_over_bound<sigmoid, double>(golden::sigmoid_double, bound) <= 1);
}

TEST_CASE_TEMPLATE("the slope of sigmoid is within its bound of a (1 - a)", T, float, double) {
    const auto exact = [](long double a) { return a * (1 - a); };
    CHECK(worst_sampled_slope_ulps<sigmoid, T>(0, 1, exact) <=
          stated::sigmoid_slope_in_a.in<T>() + 0.01);
    CHECK(worst_sampled_slope_ulps<sigmoid, T>(0, 1e-6, exact) <=
          stated::sigmoid_slope_in_a.in<T>() + 0.01);
    CHECK(wrong_products<sigmoid, T>(0, 1) == 0);
}

TEST_CASE("the slope of sigmoid agrees with central differences") {
    CHECK(worst_central_difference<sigmoid>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("sigmoid keeps to 0 and 1 far out, and NaN stays NaN", T, float, double) {
    CHECK(applied<sigmoid>(T(0)) == T(0.5));
    CHECK(applied<sigmoid>(-T(0)) == T(0.5));
    CHECK(same_bits(applied<sigmoid>(-positive_infinity<T>), T(0)));
    CHECK(applied<sigmoid>(positive_infinity<T>) == T(1));
    CHECK(same_bits(applied<sigmoid>(T(-1e30)), T(0)));
    CHECK(applied<sigmoid>(T(1e30)) == T(1));
    CHECK(applied<sigmoid>(std::numeric_limits<T>::denorm_min()) == T(0.5));
    CHECK(std::isnan(applied<sigmoid>(not_a_number<T>)));
    CHECK(slope_from<sigmoid>(T(0)) == T(0));
    CHECK(slope_from<sigmoid>(T(1)) == T(0));
}
