// SPDX-License-Identifier: MIT
#include "picomlp/math/softplus.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float softplus stays within its bound") { check_float_form("softplus"); }

TEST_CASE("double softplus stays within its bound") { check_double_form("softplus"); }

TEST_CASE("softplus of NaN is the one NaN") { check_nan("softplus"); }

TEST_CASE("softplus ends at zero and infinity, and is the identity far out") {
    check_exact("softplus", -positive_infinity, 0.0);
    check_exact("softplus", positive_infinity, positive_infinity);
    check_exact("softplus", 1000.0, 1000.0);
    check_exact("softplus", -1000.0, 0.0);
    check_exact("softplus", 0x1p100, 0x1p100);
}
