// SPDX-License-Identifier: MIT
#include "picomlp/math/tanh.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float tanh stays within its bound") { check_float_form("tanh"); }

TEST_CASE("double tanh stays within its bound") { check_double_form("tanh"); }

TEST_CASE("tanh of NaN is the one NaN") { check_nan("tanh"); }

TEST_CASE("tanh keeps the sign of zero and ends at one") {
    check_exact("tanh", 0.0, 0.0);
    check_exact("tanh", -0.0, -0.0);
    check_exact("tanh", positive_infinity, 1.0);
    check_exact("tanh", -positive_infinity, -1.0);
    check_exact("tanh", 30.0, 1.0);
    check_exact("tanh", -30.0, -1.0);
}

TEST_CASE("tanh returns tiny arguments unchanged") {
    check_exact("tanh", 0x1p-100, 0x1p-100);
    check_exact("tanh", -0x1p-149, -0x1p-149);
}

TEST_CASE("tanh is odd in every bit") {
    for (uint64_t bits = 0; bits < 0x7f800000u; bits += 99991) {
        const float x = float_of(static_cast<uint32_t>(bits));
        CHECK(bits_of(picomlp::math::tanh(-x)) == (bits_of(picomlp::math::tanh(x)) ^ 0x80000000u));
    }
}
