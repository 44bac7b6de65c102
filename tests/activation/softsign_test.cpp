// SPDX-License-Identifier: MIT
#include "picomlp/activation/softsign.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::softsign;
using namespace testing;

TEST_CASE_TEMPLATE("softsign is within its bound of z / (1 + |z|)", T, float, double) {
    const auto exact = [](long double z) { return z / (1 + std::abs(z)); };
    CHECK(worst_sampled_ulps<softsign, T>(-5, 5, exact) <= stated::softsign.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<softsign, T>(0, 1e6, exact) <= stated::softsign.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("softsign is odd and has its limits at infinity, and NaN stays NaN", T, float,
                   double) {
    CHECK(same_bits(applied<softsign>(-T(0)), -T(0)));
    for (const T z : {T(0), T(0.3), T(7), T(1e20)})
        CHECK(same_bits(applied<softsign>(-z), -applied<softsign>(z)));
    for (const T z : {T(1e38), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<softsign>(z) == T(1));
        CHECK(applied<softsign>(-z) == T(-1));
    }
    CHECK(slope_from<softsign>(T(1)) == T(0));
    CHECK(slope_from<softsign>(T(-0.5)) == T(0.25));
    CHECK(std::isnan(applied<softsign>(not_a_number<T>)));
}

TEST_CASE_TEMPLATE("the slope of softsign is within its bound of (1 - |a|)^2", T, float, double) {
    const auto exact = [](long double a) { return (1 - std::abs(a)) * (1 - std::abs(a)); };
    CHECK(worst_sampled_slope_ulps<softsign, T>(-1, 1, exact) <=
          stated::softsign_slope_in_a.in<T>() + 0.01);
    CHECK(wrong_products<softsign, T>(-1, 1) == 0);
}

TEST_CASE("the slope of softsign agrees with central differences") {
    CHECK(worst_central_difference<softsign>(-8, 8) <= 2e-5);  // its slope has a corner at 0
    CHECK(worst_central_difference<softsign>(0.01, 8) <= central_difference_bound);
}
