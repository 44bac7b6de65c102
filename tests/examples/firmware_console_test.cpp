// SPDX-License-Identifier: MIT
#include <cstdio>
#include <limits>
#include <string>

#include "doctest_config.hpp"
#include "firmware/console.h"

static std::string said;
void say(const char* text) { said += text; }

namespace {

template <class Value>
std::string what_is_said(void (*how)(Value), Value value) {
    said.clear();
    how(value);
    return said;
}

}  // namespace

TEST_CASE("decimals are those of printf") {
    for (const float value : {0.0F, -0.0F, 1.0F, 0.5F, 0.1F, 0.0000005F, 0.0000004F, 0.99999994F,
                              1.9999999F, 3.14159274F, 0.693147182F, 999.999939F, 4000.0F}) {
        char expected[32];
        std::snprintf(expected, sizeof expected, "%.6f", value == 0 ? 0 : double{value});
        CHECK(what_is_said(say_decimal, value) == expected);
    }
}

TEST_CASE("what is no decimal from 0 to 4000 is said to be out of range") {
    using limits = std::numeric_limits<float>;
    for (const float value : {-1.0F, 4000.001F, limits::max(), limits::infinity(),
                              -limits::infinity(), limits::quiet_NaN()}) {
        CHECK(what_is_said(say_decimal, value) == "out of range");
    }
}

TEST_CASE("whole numbers have all their digits and no more, hexadecimal ones eight") {
    CHECK(what_is_said(say_number, uint32_t{0}) == "0");
    CHECK(what_is_said(say_number, uint32_t{1090}) == "1090");
    CHECK(what_is_said(say_number, uint32_t{4294967295}) == "4294967295");
    CHECK(what_is_said(say_hexadecimal, uint32_t{0}) == "00000000");
    CHECK(what_is_said(say_hexadecimal, uint32_t{0xfedcba98}) == "fedcba98");
    CHECK(what_is_said(say_bits, -0.0F) == "80000000");
    CHECK(what_is_said(say_bits, 1.0F) == "3f800000");
}
