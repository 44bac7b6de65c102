// SPDX-License-Identifier: MIT
#include "picomlp/math/sigmoid.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float sigmoid stays within its bound") { check_float_form("sigmoid"); }

TEST_CASE("double sigmoid stays within its bound") { check_double_form("sigmoid"); }

TEST_CASE("sigmoid of NaN is the one NaN") { check_nan("sigmoid"); }

TEST_CASE("sigmoid is a half at zero and ends at zero and one") {
    check_exact("sigmoid", 0.0, 0.5);
    check_exact("sigmoid", -0.0, 0.5);
    check_exact("sigmoid", positive_infinity, 1.0);
    check_exact("sigmoid", -positive_infinity, 0.0);
    check_exact("sigmoid", 1000.0, 1.0);
    check_exact("sigmoid", -1000.0, 0.0);
}

TEST_CASE("sigmoid is never NaN, infinite or outside 0 to 1") {
    for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += 99991) {
        const float x = float_of(static_cast<uint32_t>(bits));
        if (std::isnan(x)) continue;
        const float y = picomlp::math::sigmoid(x);
        CHECK((y >= 0.0f && y <= 1.0f));
    }
}

TEST_CASE("sigmoid does not decrease where it changes its formula") {
    float previous = picomlp::math::sigmoid(-0x1p-10f);
    for (float x = -0x1p-10f; x < 0x1p-10f; x += 0x1p-22f) {
        const float y = picomlp::math::sigmoid(x);
        CHECK(y >= previous);
        previous = y;
    }
}
