// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu6.hpp"

#include "activation/activation_checks.hpp"

using picomlp::relu6;
using namespace testing;

TEST_CASE_TEMPLATE("relu6 cuts off at 0 and 6, exactly, and NaN gives +0", T, float, double) {
    const auto exact = [](long double z) { return std::min(std::max(z, 0.0L), 6.0L); };
    CHECK(worst_sampled_ulps<relu6, T>(-1, 8, exact) == 0);
    for (const T z : {T(6), T(1e30), positive_infinity<T>}) {
        CHECK(applied<relu6>(z) == T(6));
        CHECK(same_bits(applied<relu6>(-z), T(0)));
    }
    CHECK(same_bits(applied<relu6>(-T(0)), T(0)));
    CHECK(same_bits(applied<relu6>(not_a_number<T>), T(0)));
}

TEST_CASE_TEMPLATE("the slope of relu6 is 1 between its kinks and 0 outside", T, float, double) {
    CHECK(slope_from<relu6>(T(0)) == T(0));
    CHECK(slope_from<relu6>(T(6)) == T(0));
    CHECK(slope_from<relu6>(std::numeric_limits<T>::denorm_min()) == T(1));
    CHECK(slope_from<relu6>(std::nextafter(T(6), T(0))) == T(1));
    CHECK(wrong_products<relu6, T>(0, 6) == 0);
}

TEST_CASE("the slope of relu6 agrees with central differences") {
    CHECK(worst_central_difference<relu6>(0.01, 5.99) <= central_difference_bound);
    CHECK(worst_central_difference<relu6>(-8, -0.01) <= central_difference_bound);
    CHECK(worst_central_difference<relu6>(6.01, 12) <= central_difference_bound);
}
