#include "picomlp/math/sincos.hpp"

#include "accuracy.hpp"

using namespace testing;

TEST_CASE("float sin stays within its bound") { check_float_form("sin"); }

TEST_CASE("double sin stays within its bound") { check_double_form("sin"); }

TEST_CASE("sin of NaN is the one NaN") { check_nan("sin"); }

TEST_CASE("float cos stays within its bound") { check_float_form("cos"); }

TEST_CASE("double cos stays within its bound") { check_double_form("cos"); }

TEST_CASE("cos of NaN is the one NaN") { check_nan("cos"); }

TEST_CASE("sine and cosine of zero are exact, with the sign of zero") {
    check_exact("sin", 0.0, 0.0);
    check_exact("sin", -0.0, -0.0);
    check_exact("cos", 0.0, 1.0);
    check_exact("cos", -0.0, 1.0);
}

TEST_CASE("sine and cosine of an infinite angle are NaN") {
    check_exact("sin", positive_infinity, not_a_number);
    check_exact("sin", -positive_infinity, not_a_number);
    check_exact("cos", positive_infinity, not_a_number);
    check_exact("cos", -positive_infinity, not_a_number);
}

TEST_CASE("sine returns tiny angles unchanged") {
    check_exact("sin", 0x1p-100, 0x1p-100);
    check_exact("sin", -0x1p-149, -0x1p-149);
}

TEST_CASE("sincos gives the bits of sin and cos") {
    for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += 99991) {
        const float x = float_of(static_cast<uint32_t>(bits));
        const double wide = double_of((bits << 32) | (bits ^ 0x5bd1e995u));
        float sine;
        float cosine;
        double wide_sine;
        double wide_cosine;
        picomlp::math::sincos(x, &sine, &cosine);
        picomlp::math::sincos(wide, &wide_sine, &wide_cosine);
        CHECK(bits_of(sine) == bits_of(picomlp::math::sin(x)));
        CHECK(bits_of(cosine) == bits_of(picomlp::math::cos(x)));
        CHECK(bits_of(wide_sine) == bits_of(picomlp::math::sin(wide)));
        CHECK(bits_of(wide_cosine) == bits_of(picomlp::math::cos(wide)));
    }
}
