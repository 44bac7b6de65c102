// SPDX-License-Identifier: MIT
#include "picomlp/activation/elu.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "stated_bounds.hpp"

using picomlp::elu;
using namespace testing;

TEST_CASE("elu is within its bound of its golden values") {
    CHECK(worst_value_ulps<elu, float>(golden::elu_float) <= stated::expm1.in_float);
    CHECK(worst_value_ulps<elu, double>(golden::elu_double) <= stated::expm1.in_double);
}

TEST_CASE_TEMPLATE("elu is within its bound of z or expm1(z)", T, float, double) {
    const auto exact = [](long double z) { return z > 0 ? z : std::expm1(z); };
    CHECK(worst_sampled_ulps<elu, T>(-20, 2, exact) <= stated::expm1.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("elu leaves positive numbers as they are", T, float, double) {
    int changed = 0;
    for_each_number<T>(1e-3, 1e3, 1000, [&](T z) { changed += !same_bits(applied<elu>(z), z); });
    CHECK(changed == 0);
}

TEST_CASE("the slope of elu is within its bound of its golden values") {
    const auto bound = [](double) { return stated::elu_slope_in_z; };
    CHECK(worst_slope_over_bound<elu, float>(golden::elu_float, bound) <= 1);
    CHECK(worst_slope_over_bound<elu, double>(golden::elu_double, bound) <= 1);
}

TEST_CASE_TEMPLATE("the slope of elu is a + 1 or 1", T, float, double) {
    CHECK(worst_sampled_slope_ulps<elu, T>(-1, 0, [](long double a) { return a + 1; }) <= 0.5);
    CHECK(worst_sampled_slope_ulps<elu, T>(1e-3, 9, [](long double) { return 1.0L; }) == 0);
    CHECK(slope_from<elu>(T(0)) == T(1));
    CHECK(slope_from<elu>(T(-1)) == T(0));
    CHECK(wrong_products<elu, T>(-1, 2) == 0);
}

TEST_CASE("the slope of elu agrees with central differences") {
    CHECK(worst_central_difference<elu>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<elu>(1e-3, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("elu keeps zeros and tiny numbers, ends at -1, and NaN stays NaN", T, float,
                   double) {
    const T tiny = std::numeric_limits<T>::denorm_min();
    for (const T z : {T(0), tiny, std::numeric_limits<T>::min()}) {
        CHECK(same_bits(applied<elu>(z), z));
        CHECK(same_bits(applied<elu>(-z), -z));
    }
    CHECK(applied<elu>(T(-1e30)) == T(-1));
    CHECK(applied<elu>(-positive_infinity<T>) == T(-1));
    CHECK(applied<elu>(T(1e30)) == T(1e30));
    CHECK(applied<elu>(positive_infinity<T>) == positive_infinity<T>);
    CHECK(std::isnan(applied<elu>(not_a_number<T>)));
}
