// SPDX-License-Identifier: MIT
#include "picomlp/math/erf.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float erf stays within its bound") { check_float_form("erf"); }

TEST_CASE("double erf stays within its bound") { check_double_form("erf"); }

TEST_CASE("erf of NaN is the one NaN") { check_nan("erf"); }

TEST_CASE("erf keeps the sign of zero and ends at one") {
    check_exact("erf", 0.0, 0.0);
    check_exact("erf", -0.0, -0.0);
    check_exact("erf", positive_infinity, 1.0);
    check_exact("erf", -positive_infinity, -1.0);
    check_exact("erf", 7.0, 1.0);
    check_exact("erf", -7.0, -1.0);
}

TEST_CASE("erf is odd in every bit") {
    for (uint64_t bits = 0; bits < 0x7f800000u; bits += 99991) {
        const float x = float_of(static_cast<uint32_t>(bits));
        CHECK(bits_of(picomlp::math::erf(-x)) == (bits_of(picomlp::math::erf(x)) ^ 0x80000000u));
    }
}
