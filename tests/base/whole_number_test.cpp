// SPDX-License-Identifier: MIT
#include "picomlp/base/whole_number.hpp"

#include <initializer_list>
#include <limits>

#include "doctest_config.hpp"

using picomlp::whole_number;

TEST_CASE_TEMPLATE("a whole number takes integers of every type", Integer, signed char,
                   unsigned char, short, unsigned short, int, unsigned, long, unsigned long,
                   long long, unsigned long long) {
    using limits = std::numeric_limits<Integer>;
    for (const Integer value : {Integer(0), Integer(1), Integer(100), limits::max()}) {
        const auto wide = static_cast<unsigned long long>(value);
        CHECK(uint64_t{whole_number<uint64_t>(value)} == wide);
        CHECK(uint32_t{whole_number<uint32_t>(value)} ==
              (wide > 0xffffffffU ? 0xffffffffU : static_cast<uint32_t>(wide)));
    }
    if (limits::is_signed) {
        const auto below = static_cast<Integer>(-1);
        CHECK(uint64_t{whole_number<uint64_t>(below)} == 0);
        CHECK(uint32_t{whole_number<uint32_t>(limits::min())} == 0);
    }
}

TEST_CASE("a whole number adds, up to the highest of its type") {
    whole_number<uint32_t> number;
    CHECK(number == 0U);
    number += 20;
    CHECK(number == 20U);
    number += 0xffffffffU - 21;
    CHECK(number == 0xfffffffeU);
    number += 1;
    CHECK(number == 0xffffffffU);
    number += 7;
    CHECK(number == 0xffffffffU);
}
