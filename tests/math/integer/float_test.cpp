// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/float.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>

#include "doctest_config.hpp"
#include "ulp.hpp"

using namespace testing;

// The processor's float operations are the truth: each rounds to nearest, ties to even.

namespace detail = picomlp::math::detail;
using detail::integer_float;

namespace {

/// A sequence of bits; its quality does not matter here.
class bit_source {
  public:
    uint32_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return static_cast<uint32_t>(z >> 32);
    }

    /// Of any sign, 2^-exponents <= |x| < 2^exponents; a quarter of them have a short significand,
    /// for ties, and a quarter lie next to a power of two.
    float number(int exponents) {
        uint32_t fraction = next() & 0x007fffffu;
        const uint32_t kind = next() % 4;
        const uint32_t length = next() % 23;
        if (kind == 0) fraction &= ~(0x007fffffu >> length);
        if (kind == 1) fraction = (fraction >> length) ^ (next() % 2 == 0 ? 0 : 0x007fffffu);
        const int exponent = static_cast<int>(next() % static_cast<uint32_t>(2 * exponents));
        const uint32_t field = static_cast<uint32_t>(127 - exponents + exponent);
        return float_of((next() & 0x80000000u) | (field << 23) | fraction);
    }

  private:
    uint64_t state_ = 1;
};

integer_float parts_of(float x) {
    if (x == 0) return {0, detail::lowest_unit};
    const integer_float magnitude = detail::unpack_float(bits_of(x));
    return x < 0 ? detail::negated(magnitude) : magnitude;
}

double value_of(integer_float x) { return std::ldexp(x.significand, x.unit); }

/// The same number, and a significand of 24 bits.
bool is(integer_float got, float wanted) {
    const int size = std::abs(got.significand);
    const bool in_range =
        size == 0 ? got.unit < -1000
                  : size >= detail::significand_lowest && size <= detail::significand_beyond;
    return in_range && value_of(got) == static_cast<double>(wanted);
}

}  // namespace

TEST_CASE("a product in integers is the float product") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const float a = bits.number(20);
        const float b = bits.number(20);
        different += !is(detail::multiply(parts_of(a), parts_of(b)), a * b);
    }
    CHECK(different == 0);
}

TEST_CASE("a product is the same by long products and in parts") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        int32_t a = parts_of(bits.number(20)).significand;
        int32_t b = parts_of(bits.number(20)).significand;
        if (i % 100 == 0)
            a = i % 200 == 0 ? detail::significand_beyond : -detail::significand_beyond;
        if (i % 300 == 0) b = -detail::significand_beyond;
        const int64_t product = int64_t{a} * b;
        const int64_t high = product >> 20;
        for (const detail::upper_product& found :
             {detail::multiply_to_64_bits(a, b), detail::multiply_in_parts(a, b)}) {
            different += found.high != high;
            different += (found.more != 0) != (product != high * (1 << 20));
        }
    }
    CHECK(different == 0);
}

TEST_CASE("an integer is rounded as its conversion to float, and the rest is what is left") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const uint32_t word = bits.next();
        int32_t value = static_cast<int32_t>(word) >> (1 + word % 31);
        // Ties.
        if (i % 3 == 0) value = static_cast<int32_t>((word >> 8 | 0x800000) << 6 | 0x20);
        if (value == 0) continue;
        const detail::rounded_value found = detail::round_integer(value, -3);
        const float wanted = static_cast<float>(value);
        different += !is(found.result, wanted * 0.125f);
        different += found.rest != value - static_cast<int32_t>(wanted);
    }
    CHECK(different == 0);
}

TEST_CASE("a sum in integers is the float sum") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const float a = bits.number(20);
        const float b = bits.number(i % 2 == 0 ? 20 : 40);
        different += !is(detail::add(parts_of(a), parts_of(b)), a + b);
        different += !is(detail::add(parts_of(a), {0, detail::lowest_unit}), a);
        different += !is(detail::add({0, detail::lowest_unit}, parts_of(a)), a);
    }
    CHECK(different == 0);
}

TEST_CASE("a sum in integers is the float sum when most of it cancels") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const float a = bits.number(20);
        const uint32_t near = bits_of(-a) + bits.next() % 64 - 32;
        const float b = float_of(i % 3 == 0 ? near : near ^ (bits.next() & 0x00ffffffu));
        different += !is(detail::add(parts_of(a), parts_of(b)), a + b);
    }
    CHECK(different == 0);
}

TEST_CASE("a quotient in integers is the float quotient") {
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const float a = std::fabs(bits.number(20));
        const float b = std::fabs(bits.number(20));
        different += !is(detail::divide(parts_of(a), parts_of(b)), a / b);
    }
    CHECK(different == 0);
}

TEST_CASE("operations take a significand that rounding has left at 2^24") {
    const integer_float two = {detail::significand_beyond, -23};
    const integer_float minus_two = {-detail::significand_beyond, -23};
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 30000; ++i) {
        const float a = bits.number(30);
        different += !is(detail::multiply(parts_of(a), two), a * 2.0f);
        different += !is(detail::multiply(minus_two, parts_of(a)), a * -2.0f);
        different += !is(detail::add(parts_of(a), two), a + 2.0f);
        different += !is(detail::add(minus_two, parts_of(a)), a - 2.0f);
        const float size = std::fabs(a);
        different += !is(detail::divide(parts_of(size), two), size / 2.0f);
        different += !is(detail::divide(two, parts_of(size)), 2.0f / size);
    }
    CHECK(different == 0);
}

TEST_CASE("a constant is taken apart at compile time") {
    constexpr integer_float third = detail::integer_constant(0x1.555556p-2f, -25);
    static_assert(third.significand == 0xaaaaab && third.unit == -25);
    constexpr integer_float longer = detail::integer_constant(-1.5f, -24);
    static_assert(longer.significand == -0x1800000);
    CHECK(value_of(third) == static_cast<double>(0x1.555556p-2f));
}

TEST_CASE("a number is put together as it was taken apart") {
    for (const float x : {1.0f, 0x1.fffffep+127f, 0x1p-126f, 3.1415927f})
        CHECK(detail::pack_float(detail::unpack_float(bits_of(x))) == x);
}

TEST_CASE("Horner's rule in integers is Horner's rule in floats") {
    // The second sum lies on either side of 1/2.
    const float coefficients[] = {0x1.123456p-5f, -0x1.8abcdep-3f, 0x1.fffffep-2f};
    constexpr integer_float constants[] = {detail::integer_constant(0x1.123456p-5f, -28),
                                           detail::integer_constant(-0x1.8abcdep-3f, -26),
                                           detail::integer_constant(0x1.fffffep-2f, -25)};
    bit_source bits;
    size_t different = 0;
    for (int i = 0; i < 300000; ++i) {
        const float x = bits.number(32) * 0x1p-33f;
        const float result = (coefficients[0] * x + coefficients[1]) * x + coefficients[2];
        different += !is(detail::integer_polynomial(constants, 3, parts_of(x)), result);
    }
    CHECK(different == 0);
}
