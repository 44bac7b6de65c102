// SPDX-License-Identifier: MIT
#include "picomlp/activation/silu.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using picomlp::silu;
using namespace testing;

TEST_CASE("silu is within its bound of its golden values") {
    CHECK(worst_value_ulps<silu, float>(golden::silu_float) <= stated::silu.in_float);
    CHECK(worst_value_ulps<silu, double>(golden::silu_double) <= stated::silu.in_double);
}

TEST_CASE_TEMPLATE("silu is within its bound of z sigmoid(z)", T, float, double) {
    const auto exact = [](long double z) { return z / (1 + std::exp(-z)); };
    const double left = sizeof(T) == sizeof(float) ? -87 : -708;
    CHECK(worst_sampled_ulps<silu, T>(-5, 5, exact) <= stated::silu.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<silu, T>(left, left / 2, exact) <= stated::silu.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("silu is within its bound where sigmoid(z) is subnormal", T, float, double) {
    if (std::numeric_limits<long double>::max_exponent <= std::numeric_limits<T>::max_exponent)
        return;
    const double left = sizeof(T) == sizeof(float) ? -87 : -708;
    double worst = 0;
    for_each_number<T>(left * 1.25, left, 5000, [&](T v) {
        const long double z = v;
        const long double error = std::abs(applied<silu>(v) - z / (1 + std::exp(-z)));
        worst =
            std::max(worst, static_cast<double>(error / -z / std::numeric_limits<T>::denorm_min()));
    });
    CHECK(worst <= stated::silu_tail.in<T>());
}

TEST_CASE("the slope of silu is within its bound of its golden values") {
    const auto bound = [](double z) {
        const double more = std::max(z, 0.0);
        return stated::bound{more + stated::silu_slope.in_float,
                             more + stated::silu_slope.in_double};
    };
    CHECK(worst_slope_over_bound<silu, float>(golden::silu_float, bound) <= 1);
    CHECK(worst_slope_over_bound<silu, double>(golden::silu_double, bound) <= 1);
}

TEST_CASE_TEMPLATE("the slope of silu is multiplied by delta with one rounding", T, float, double) {
    CHECK(wrong_products<silu, T>(-8, 8) == 0);
}

TEST_CASE("the slope of silu agrees with central differences") {
    CHECK(worst_central_difference<silu>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("silu has its limits at infinity, and NaN stays NaN", T, float, double) {
    CHECK(same_bits(applied<silu>(T(0)), T(0)));
    CHECK(same_bits(applied<silu>(-T(0)), -T(0)));
    for (const T z : {T(-1e30), std::numeric_limits<T>::lowest(), -positive_infinity<T>}) {
        CHECK(same_bits(applied<silu>(z), -T(0)));
        CHECK(slope_from<silu>(z) == T(0));
    }
    for (const T z : {T(1e30), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<silu>(z) == z);
        CHECK(slope_from<silu>(z) == T(1));
    }
    CHECK(slope_from<silu>(T(0)) == T(0.5));
    const T tiny = std::numeric_limits<T>::denorm_min();
    CHECK(applied<silu>(4 * tiny) == 2 * tiny);
    CHECK(std::isnan(applied<silu>(not_a_number<T>)));
    CHECK(std::isnan(slope_from<silu>(not_a_number<T>)));
}
