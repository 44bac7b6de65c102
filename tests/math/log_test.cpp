// SPDX-License-Identifier: MIT
#include "picomlp/math/log.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float log stays within its bound") { check_float_form("log"); }

TEST_CASE("double log stays within its bound") { check_double_form("log"); }

TEST_CASE("log of NaN is the one NaN") { check_nan("log"); }

TEST_CASE("log of one is plus zero, of zero minus infinity, of infinity infinity") {
    check_exact("log", 1.0, 0.0);
    check_exact("log", 0.0, -positive_infinity);
    check_exact("log", -0.0, -positive_infinity);
    check_exact("log", positive_infinity, positive_infinity);
}

TEST_CASE("log of a negative number is NaN") {
    check_exact("log", -1.0, not_a_number);
    check_exact("log", -0x1p-149, not_a_number);
    check_exact("log", -positive_infinity, not_a_number);
}

TEST_CASE("double log is the nearest double to the logarithm at every golden point") {
    for (const golden::elementary_value& expected : golden::log_values) {
        INFO("log of " << expected.x);
        CHECK(bits_of(picomlp::math::log(expected.x)) == bits_of(expected.nearest));
    }
}

TEST_CASE("double log of the numbers around one does not lose the distance from one") {
    // log(1 + d) is d - d^2 / 2 to far more than a double holds.
    for (int exponent = -52; exponent <= -30; ++exponent) {
        const double distance = std::ldexp(1.0, exponent);
        const double truth = distance - distance * distance / 2;
        CHECK(double_error(picomlp::math::log(1 + distance), truth, 0) <= 0.51);
    }
}
