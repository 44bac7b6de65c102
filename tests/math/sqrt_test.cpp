// SPDX-License-Identifier: MIT
#include "picomlp/math/sqrt.hpp"

#include "accuracy.hpp"
#include "picomlp/math/integer/functions.hpp"
#include "thinned.hpp"

using namespace testing;

TEST_CASE("float sqrt stays within its bound") { check_float_form("sqrt"); }

TEST_CASE("sqrt of NaN is the one NaN") { check_nan("sqrt"); }

TEST_CASE("square root keeps the sign of zero, ends at infinity and is NaN below zero") {
    check_exact("sqrt", 0.0, 0.0);
    check_exact("sqrt", -0.0, -0.0);
    check_exact("sqrt", positive_infinity, positive_infinity);
    check_exact("sqrt", -1.0, not_a_number);
    check_exact("sqrt", -positive_infinity, not_a_number);
    check_exact("sqrt", 4.0, 2.0);
}

namespace {

// A full-period sequence of bit patterns; its quality does not matter here.
uint64_t next(uint64_t& state) {
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

}  // namespace

TEST_CASE("the integer float square root agrees with the instruction bit for bit") {
    size_t different = 0;
    for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += 4001) {
        const float x = float_of(static_cast<uint32_t>(bits));
        const float truth = x < 0 || std::isnan(x) ? float_of(float_nan_bits) : std::sqrt(x);
        different += bits_of(picomlp::math::detail::integer_sqrt(x)) != bits_of(truth);
        different += bits_of(picomlp::math::sqrt(x)) != bits_of(truth);
    }
    CHECK(different == 0);
}

TEST_CASE("the integer float square root is rounded at every significand" *
          doctest::skip(testing::emulated)) {
    size_t different = 0;
    for (uint32_t bits = bits_of(1.0f); bits < bits_of(4.0f); ++bits) {
        const float x = float_of(bits);
        different += bits_of(picomlp::math::detail::integer_sqrt(x)) != bits_of(std::sqrt(x));
    }
    CHECK(different == 0);
}

TEST_CASE("the integer double square root agrees with the instruction bit for bit") {
    size_t different = 0;
    uint64_t state = 1;
    for (int i = 0; i < 300000; ++i) {
        uint64_t bits = next(state);
        if (i % 4 == 1) bits &= 0x000fffffffffffffu >> (bits >> 58);  // subnormal
        if (i % 4 == 2)
            bits = bits_of(static_cast<double>(bits >> 38) * static_cast<double>(bits >> 38)) +
                   (bits & 1);
        const double x = double_of(bits);
        const double truth = x < 0 || std::isnan(x) ? double_of(double_nan_bits) : std::sqrt(x);
        different += bits_of(picomlp::math::detail::integer_sqrt(x)) != bits_of(truth);
        different += bits_of(picomlp::math::sqrt(x)) != bits_of(truth);
    }
    CHECK(different == 0);
}
