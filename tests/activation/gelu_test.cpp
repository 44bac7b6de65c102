// SPDX-License-Identifier: MIT
#include "picomlp/activation/gelu.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using picomlp::gelu;
using namespace testing;

TEST_CASE("gelu is within its bound of its golden values") {
    CHECK(worst_value_ulps<gelu, float>(golden::gelu_float) <= stated::gelu.in_float);
    CHECK(worst_value_ulps<gelu, double>(golden::gelu_double) <= stated::gelu.in_double);
}

TEST_CASE_TEMPLATE("gelu is within its bound of z Phi(z)", T, float, double) {
    const auto exact = [](long double z) { return z * std::erfc(-z / std::sqrt(2.0L)) / 2; };
    const double left = sizeof(T) == sizeof(float) ? -12.75 : -37.25;
    CHECK(worst_sampled_ulps<gelu, T>(-5, 5, exact) <= stated::gelu.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<gelu, T>(left, left / 2, exact) <= stated::gelu.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("gelu is within its bound where Phi(z) is subnormal", T, float, double) {
    if (std::numeric_limits<long double>::max_exponent <= std::numeric_limits<T>::max_exponent)
        return;
    const double left = sizeof(T) == sizeof(float) ? -12.9 : -37.52;
    double worst = 0;
    for_each_number<T>(left * 1.25, left, 5000, [&](T v) {
        const long double z = v;
        const long double error =
            std::abs(applied<gelu>(v) - z * std::erfc(-z / std::sqrt(2.0L)) / 2);
        worst =
            std::max(worst, static_cast<double>(error / -z / std::numeric_limits<T>::denorm_min()));
    });
    CHECK(worst <= stated::gelu_tail.in<T>());
}

TEST_CASE("the slope of gelu is within its bound of its golden values") {
    const auto bound = [](double) { return stated::gelu_slope; };
    CHECK(worst_slope_over_bound<gelu, float>(golden::gelu_float, bound) <= 1);
    CHECK(worst_slope_over_bound<gelu, double>(golden::gelu_double, bound) <= 1);
}

TEST_CASE_TEMPLATE("the slope of gelu is multiplied by delta with one rounding", T, float, double) {
    CHECK(wrong_products<gelu, T>(-8, 8) == 0);
}

TEST_CASE("the slope of gelu agrees with central differences") {
    CHECK(worst_central_difference<gelu>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("gelu has its limits at infinity, and NaN stays NaN", T, float, double) {
    CHECK(same_bits(applied<gelu>(T(0)), T(0)));
    CHECK(same_bits(applied<gelu>(-T(0)), -T(0)));
    for (const T z : {T(-1e30), std::numeric_limits<T>::lowest(), -positive_infinity<T>}) {
        CHECK(same_bits(applied<gelu>(z), -T(0)));
        CHECK(slope_from<gelu>(z) == T(0));
    }
    for (const T z : {T(1e30), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<gelu>(z) == z);
        CHECK(slope_from<gelu>(z) == T(1));
    }
    CHECK(slope_from<gelu>(T(0)) == T(0.5));
    const T tiny = std::numeric_limits<T>::denorm_min();
    CHECK(applied<gelu>(4 * tiny) == 2 * tiny);
    CHECK(std::isnan(applied<gelu>(not_a_number<T>)));
    CHECK(std::isnan(slope_from<gelu>(not_a_number<T>)));
}
