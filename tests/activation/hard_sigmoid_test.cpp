// SPDX-License-Identifier: MIT
#include "picomlp/activation/hard_sigmoid.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::hard_sigmoid;
using namespace testing;

TEST_CASE_TEMPLATE("hard_sigmoid is within its bound of z / 6 + 1 / 2 cut off at 0 and 1", T, float,
                   double) {
    const auto exact = [](long double z) { return std::min(std::max((z + 3) / 6, 0.0L), 1.0L); };
    CHECK(worst_sampled_ulps<hard_sigmoid, T>(-4, 4, exact) <= stated::hard_sigmoid.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<hard_sigmoid, T>(-3, -2.999, exact) <=
          stated::hard_sigmoid.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("hard_sigmoid is flat outside -3 to 3, and NaN gives 0", T, float, double) {
    for (const T z : {T(3), T(1e30), positive_infinity<T>}) {
        CHECK(applied<hard_sigmoid>(z) == T(1));
        CHECK(same_bits(applied<hard_sigmoid>(-z), T(0)));
    }
    CHECK(applied<hard_sigmoid>(T(0)) == T(0.5));
    CHECK(applied<hard_sigmoid>(-std::numeric_limits<T>::denorm_min()) == T(0.5));
    CHECK(same_bits(applied<hard_sigmoid>(not_a_number<T>), T(0)));
}

TEST_CASE_TEMPLATE("the slope of hard_sigmoid is 1/6 between its kinks and 0 outside", T, float,
                   double) {
    CHECK(slope_from<hard_sigmoid>(T(0)) == T(0));
    CHECK(slope_from<hard_sigmoid>(T(1)) == T(0));
    CHECK(ulps(slope_from<hard_sigmoid>(T(0.5)), 1.0 / 6) <= 1);
    CHECK(slope_from<hard_sigmoid>(std::numeric_limits<T>::denorm_min()) == T(1) / T(6));
    CHECK(slope_from<hard_sigmoid>(std::nextafter(T(1), T(0))) == T(1) / T(6));
    CHECK(wrong_products<hard_sigmoid, T>(0, 1) == 0);
}

TEST_CASE("the slope of hard_sigmoid agrees with central differences") {
    CHECK(worst_central_difference<hard_sigmoid>(-2.99, 2.99) <= central_difference_bound);
    CHECK(worst_central_difference<hard_sigmoid>(-8, -3.01) <= central_difference_bound);
    CHECK(worst_central_difference<hard_sigmoid>(3.01, 8) <= central_difference_bound);
}
