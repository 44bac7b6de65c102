// SPDX-License-Identifier: MIT
#include "picomlp/math/normal_cdf.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float normal_cdf stays within its bound") { check_float_form("normal_cdf"); }

TEST_CASE("double normal_cdf stays within its bound") { check_double_form("normal_cdf"); }

TEST_CASE("normal_cdf of NaN is the one NaN") { check_nan("normal_cdf"); }

TEST_CASE("float normal_pdf stays within its bound") { check_float_form("normal_pdf"); }

TEST_CASE("double normal_pdf stays within its bound") { check_double_form("normal_pdf"); }

TEST_CASE("normal_pdf of NaN is the one NaN") { check_nan("normal_pdf"); }

TEST_CASE("the normal distribution is a half at zero and ends at zero and one") {
    check_exact("normal_cdf", 0.0, 0.5);
    check_exact("normal_cdf", -0.0, 0.5);
    check_exact("normal_cdf", positive_infinity, 1.0);
    check_exact("normal_cdf", -positive_infinity, 0.0);
    check_exact("normal_cdf", -40.0, 0.0);
    check_exact("normal_cdf", 40.0, 1.0);
}

TEST_CASE("normal density at infinity is zero and at zero the largest") {
    check_exact("normal_pdf", positive_infinity, 0.0);
    check_exact("normal_pdf", -positive_infinity, 0.0);
    CHECK(picomlp::math::normal_pdf(0.0f) == 0.398942280f);
    CHECK(picomlp::math::normal_pdf(0.0) == 0.39894228040143267794);
}

TEST_CASE("normal distribution does not decrease where it changes its formula") {
    for (const float seam : {-0.65625f, 0.65625f}) {
        const float below = picomlp::math::normal_cdf(seam - 0x1p-20f);
        const float above = picomlp::math::normal_cdf(seam + 0x1p-20f);
        CHECK(below < above);
    }
}
