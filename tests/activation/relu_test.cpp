// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::leaky_relu;
using picomlp::relu;
using namespace testing;

TEST_CASE_TEMPLATE("relu keeps positive numbers and makes everything else +0", T, float, double) {
    const T tiny = std::numeric_limits<T>::denorm_min();
    for (const T z : {tiny, T(0.3), T(1e30), positive_infinity<T>}) {
        CHECK(same_bits(applied<relu>(z), z));
        CHECK(same_bits(applied<relu>(-z), T(0)));
    }
    CHECK(same_bits(applied<relu>(T(0)), T(0)));
    CHECK(same_bits(applied<relu>(-T(0)), T(0)));
    CHECK(same_bits(applied<relu>(not_a_number<T>), T(0)));
    CHECK(same_bits(applied<relu>(-not_a_number<T>), T(0)));
}

TEST_CASE_TEMPLATE("relu passes delta on where a > 0 and gives +0 elsewhere", T, float, double) {
    const T tiny = std::numeric_limits<T>::denorm_min();
    for (const T delta : {T(-2.7), T(0.1), positive_infinity<T>, not_a_number<T>}) {
        CHECK(same_bits(slope_from<relu>(tiny, delta), delta));
        CHECK(same_bits(slope_from<relu>(T(1e30), delta), delta));
        CHECK(same_bits(slope_from<relu>(T(0), delta), T(0)));
        CHECK(same_bits(slope_from<relu>(-T(0), delta), T(0)));
    }
}

TEST_CASE("the slope of relu agrees with central differences") {
    CHECK(worst_central_difference<relu>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<relu>(1e-3, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("leaky_relu is z for z > 0 and within its bound of z / 100 elsewhere", T, float,
                   double) {
    const auto exact = [](long double z) { return z > 0 ? z : z / 100; };
    CHECK(worst_sampled_ulps<leaky_relu, T>(-10, 10, exact) <= stated::leaky_relu.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<leaky_relu, T>(-100 * double(std::numeric_limits<T>::min()), 0,
                                            exact) <= stated::leaky_relu.in<T>() + 0.01);
    int changed = 0;
    for_each_number<T>(1e-6, 10, 1000,
                       [&](T z) { changed += !same_bits(applied<leaky_relu>(z), z); });
    CHECK(changed == 0);
}

TEST_CASE_TEMPLATE("leaky_relu keeps zeros, infinities and NaN", T, float, double) {
    for (const T z : {T(0), -T(0), positive_infinity<T>, -positive_infinity<T>}) {
        CHECK(same_bits(applied<leaky_relu>(z), z));
    }
    CHECK(applied<leaky_relu>(T(-1e30)) == T(0.01) * T(-1e30));
    CHECK(same_bits(applied<leaky_relu>(-std::numeric_limits<T>::denorm_min()), -T(0)));
    CHECK(std::isnan(applied<leaky_relu>(not_a_number<T>)));
}

TEST_CASE_TEMPLATE("the slope of leaky_relu is 1 where a > 0 and 0.01 elsewhere", T, float,
                   double) {
    CHECK(slope_from<leaky_relu>(std::numeric_limits<T>::denorm_min()) == T(1));
    CHECK(slope_from<leaky_relu>(T(0)) == T(0.01));
    CHECK(slope_from<leaky_relu>(-T(0)) == T(0.01));
    CHECK(slope_from<leaky_relu>(T(-5)) == T(0.01));
    CHECK(wrong_products<leaky_relu, T>(-3, 3) == 0);
}

TEST_CASE("the slope of leaky_relu agrees with central differences") {
    CHECK(worst_central_difference<leaky_relu>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<leaky_relu>(1e-3, 8) <= central_difference_bound);
}
