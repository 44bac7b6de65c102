// SPDX-License-Identifier: MIT
#include "picomlp/activation/hard_swish.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::hard_swish;
using namespace testing;

TEST_CASE_TEMPLATE("hard_swish is within its bound of z (z + 3) / 6", T, float, double) {
    const auto exact = [](long double z) { return z * (z + 3) / 6; };
    CHECK(worst_sampled_ulps<hard_swish, T>(-3, 3, exact) <= stated::hard_swish.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<hard_swish, T>(-3, -2.999, exact) <=
          stated::hard_swish.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("hard_swish is -0 to the left, z to the right, and NaN stays NaN", T, float,
                   double) {
    for (const T z : {T(3), T(4.1), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<hard_swish>(z) == z);
        CHECK(same_bits(applied<hard_swish>(-z), -T(0)));
        CHECK(slope_from<hard_swish>(z) == T(1));
        CHECK(slope_from<hard_swish>(-z) == T(0));
    }
    CHECK(same_bits(applied<hard_swish>(-T(0)), -T(0)));
    CHECK(slope_from<hard_swish>(T(0)) == T(0.5));
    CHECK(std::isnan(applied<hard_swish>(not_a_number<T>)));
    CHECK(std::isnan(slope_from<hard_swish>(not_a_number<T>)));
    CHECK(wrong_products<hard_swish, T>(-4, 4) == 0);
}

TEST_CASE("the slope of hard_swish agrees with central differences") {
    CHECK(worst_central_difference<hard_swish>(-2.99, 2.99) <= central_difference_bound);
    CHECK(worst_central_difference<hard_swish>(-8, -3.01) <= central_difference_bound);
    CHECK(worst_central_difference<hard_swish>(3.01, 8) <= central_difference_bound);
}
