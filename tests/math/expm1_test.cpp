// SPDX-License-Identifier: MIT
#include "picomlp/math/expm1.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float expm1 stays within its bound") { check_float_form("expm1"); }

TEST_CASE("double expm1 stays within its bound") { check_double_form("expm1"); }

TEST_CASE("expm1 of NaN is the one NaN") { check_nan("expm1"); }

TEST_CASE("expm1 keeps the sign of zero and ends at minus one and infinity") {
    check_exact("expm1", 0.0, 0.0);
    check_exact("expm1", -0.0, -0.0);
    check_exact("expm1", -positive_infinity, -1.0);
    check_exact("expm1", positive_infinity, positive_infinity);
    check_exact("expm1", -1000.0, -1.0);
    check_exact("expm1", 1000.0, positive_infinity);
}

TEST_CASE("expm1 returns tiny arguments unchanged") {
    check_exact("expm1", 0x1p-100, 0x1p-100);
    check_exact("expm1", -0x1p-100, -0x1p-100);
    check_exact("expm1", 0x1p-149, 0x1p-149);
}
