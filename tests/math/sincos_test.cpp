// SPDX-License-Identifier: MIT
#include "picomlp/math/sincos.hpp"

#include <cmath>

#include "accuracy.hpp"
#include "stated_bounds.hpp"
#include "ulp.hpp"

namespace {

constexpr long double two_pi = 6.283185307179586476925286766559005768L;

// Sine and cosine of the rest beyond the nearest quarter turn, turned back: the C library's
// reduction of a large multiple of pi would spoil the comparison.
template <typename Wide>
void true_sincos(unsigned quadrant, Wide rest, Wide* sine, Wide* cosine) {
    const Wide s = std::sin(rest);
    const Wide c = std::cos(rest);
    const Wide turned_sine[] = {s, c, -s, -c};
    const Wide turned_cosine[] = {c, -s, -c, s};
    *sine = turned_sine[quadrant & 3u];
    *cosine = turned_cosine[quadrant & 3u];
}

}  // namespace

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

TEST_CASE("quarter turns are exact") {
    const double sines[] = {0, 1, 0, -1};
    const double cosines[] = {1, 0, -1, 0};
    for (unsigned quarter = 0; quarter < 4; ++quarter) {
        float sine;
        float cosine;
        picomlp::math::sincos_turn(uint32_t{quarter} << 30, &sine, &cosine);
        CHECK(static_cast<double>(sine) == sines[quarter]);
        CHECK(static_cast<double>(cosine) == cosines[quarter]);
        double wide_sine;
        double wide_cosine;
        picomlp::math::sincos_turn(uint64_t{quarter} << 62, &wide_sine, &wide_cosine);
        CHECK(wide_sine == sines[quarter]);
        CHECK(wide_cosine == cosines[quarter]);
    }
}

TEST_CASE("float sincos_turn stays within its bound") {
    double worst = 0;
    for (uint64_t i = 0; i < (uint64_t{1} << 32); i += 5003) {
        const uint32_t fraction = static_cast<uint32_t>(i & 1 ? i : i >> (i % 31));
        float sine;
        float cosine;
        picomlp::math::sincos_turn(fraction, &sine, &cosine);
        const uint32_t quadrant = (fraction + 0x20000000u) >> 30;
        const double rest = static_cast<int32_t>(fraction - (quadrant << 30)) *
                            static_cast<double>(two_pi) * 0x1p-32;
        double true_sine;
        double true_cosine;
        true_sincos(quadrant, rest, &true_sine, &true_cosine);
        worst = std::fmax(worst, float_error(sine, true_sine));
        worst = std::fmax(worst, float_error(cosine, true_cosine));
    }
    CHECK(worst <= stated::sincos_turn.in_float);
}

TEST_CASE("double sincos_turn stays within its bound") {
    if (sizeof(long double) == sizeof(double)) return;  // no wider type to compare with
    double worst = 0;
    uint64_t state = 1;
    for (int i = 0; i < 500000; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const uint64_t fraction = i & 1 ? state : (state >> (state >> 58)) + (state << 62);
        double sine;
        double cosine;
        picomlp::math::sincos_turn(fraction, &sine, &cosine);
        const uint64_t quadrant = (fraction + 0x2000000000000000u) >> 62;
        const long double rest =
            static_cast<long double>(static_cast<int64_t>(fraction - (quadrant << 62))) * two_pi *
            0x1p-64L;
        long double true_sine;
        long double true_cosine;
        true_sincos(static_cast<unsigned>(quadrant), rest, &true_sine, &true_cosine);
        const double near_sine = static_cast<double>(true_sine);
        const double near_cosine = static_cast<double>(true_cosine);
        const double sine_rest =
            static_cast<double>(true_sine - near_sine) / spacing(near_sine, 53, -1074);
        const double cosine_rest =
            static_cast<double>(true_cosine - near_cosine) / spacing(near_cosine, 53, -1074);
        worst = std::fmax(worst, double_error(sine, near_sine, sine_rest));
        worst = std::fmax(worst, double_error(cosine, near_cosine, cosine_rest));
    }
    CHECK(worst <= stated::sincos_turn.in_double);
}
