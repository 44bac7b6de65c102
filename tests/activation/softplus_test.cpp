// SPDX-License-Identifier: MIT
#include "picomlp/activation/softplus.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using picomlp::softplus;
using namespace testing;

TEST_CASE("softplus is within its bound of its golden values") {
    CHECK(worst_value_ulps<softplus, float>(golden::softplus_float) <= stated::softplus.in_float);
    CHECK(worst_value_ulps<softplus, double>(golden::softplus_double) <=
          stated::softplus.in_double);
}

TEST_CASE_TEMPLATE("softplus is within its bound of log(1 + exp(z))", T, float, double) {
    const auto exact = [](long double z) { return std::log1p(std::exp(z)); };
    CHECK(worst_sampled_ulps<softplus, T>(-30, 30, exact) <= stated::softplus.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("the slope of softplus is within its bound of 1 - exp(-a)", T, float, double) {
    const auto exact = [](long double a) { return -std::expm1(-a); };
    CHECK(worst_sampled_slope_ulps<softplus, T>(0, 20, exact) <=
          stated::softplus_slope_in_a.in<T>() + 0.01);
    CHECK(worst_sampled_slope_ulps<softplus, T>(0, 1e-6, exact) <=
          stated::softplus_slope_in_a.in<T>() + 0.01);
    CHECK(wrong_products<softplus, T>(0, 10) == 0);
}

TEST_CASE_TEMPLATE("the slope of softplus is within its bound of its golden values", T, float,
                   double) {
    const auto worst = [](const auto& table) {
        double result = 0;
        for (const auto& row : table) {
            const T got = slope_at<softplus>(static_cast<T>(row.z));
            result = std::max(result, ulps(got, row.slope, row.slope_low));
        }
        return result;
    };
    if constexpr (sizeof(T) == sizeof(float)) {
        CHECK(worst(golden::softplus_float) <= stated::softplus_slope_in_z.in_float);
    } else {
        CHECK(worst(golden::softplus_double) <= stated::softplus_slope_in_z.in_double);
    }
}

TEST_CASE("the slope of softplus agrees with central differences") {
    CHECK(worst_central_difference<softplus>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("softplus overflows nowhere, and NaN stays NaN", T, float, double) {
    CHECK(ulps(applied<softplus>(T(0)), std::log(2.0)) <= 2.5);
    CHECK(same_bits(applied<softplus>(-T(0)), applied<softplus>(T(0))));
    CHECK(same_bits(applied<softplus>(-positive_infinity<T>), T(0)));
    CHECK(same_bits(applied<softplus>(T(-1e30)), T(0)));
    CHECK(applied<softplus>(T(1e30)) == T(1e30));
    CHECK(applied<softplus>(positive_infinity<T>) == positive_infinity<T>);
    CHECK(std::isnan(applied<softplus>(not_a_number<T>)));
    CHECK(slope_from<softplus>(T(0)) == T(0));
    CHECK(slope_from<softplus>(positive_infinity<T>) == T(1));
}
