// SPDX-License-Identifier: MIT
#include "picomlp/math/exp.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float exp stays within its bound") { check_float_form("exp"); }

TEST_CASE("double exp stays within its bound") { check_double_form("exp"); }

TEST_CASE("exp of NaN is the one NaN") { check_nan("exp"); }

TEST_CASE("exp of zero is one, of minus infinity zero, of infinity infinity") {
    check_exact("exp", 0.0, 1.0);
    check_exact("exp", -0.0, 1.0);
    check_exact("exp", -positive_infinity, 0.0);
    check_exact("exp", positive_infinity, positive_infinity);
}

TEST_CASE("exp overflows to infinity and underflows to zero") {
    check_exact("exp", 1000.0, positive_infinity);
    check_exact("exp", -1000.0, 0.0);
    check_exact("exp", -1e30, 0.0);
    check_exact("exp", 1e30, positive_infinity);
}
