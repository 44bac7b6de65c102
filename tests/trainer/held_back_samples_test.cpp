// SPDX-License-Identifier: MIT
#include "picomlp/trainer/fit_settings.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

#include "doctest_config.hpp"

using picomlp::held_back_samples;

namespace {

constexpr uint32_t too_many = 0xffffffffU;

}  // namespace

TEST_CASE_TEMPLATE("integers of every type are so many samples", Integer, signed char,
                   unsigned char, short, unsigned short, int, unsigned, long, unsigned long,
                   long long, unsigned long long) {
    CHECK(held_back_samples(Integer(60)).of(300) == 60);
    CHECK(held_back_samples(Integer(60)).of(10) == 60);
    CHECK(!held_back_samples(Integer(60)).none());
    CHECK(held_back_samples(Integer(0)).none());
    CHECK(held_back_samples(Integer(0)).of(300) == 0);
    if (std::numeric_limits<Integer>::is_signed) {
        CHECK(held_back_samples(static_cast<Integer>(-1)).of(300) == too_many);
        CHECK(held_back_samples(std::numeric_limits<Integer>::min()).of(300) == too_many);
    }
    if (sizeof(Integer) > 4) {
        CHECK(held_back_samples(std::numeric_limits<Integer>::max()).of(300) == too_many);
    }
}

TEST_CASE_TEMPLATE("fractions are a share of the samples, rounded to the nearest", T, float,
                   double) {
    CHECK(held_back_samples(T(0.2)).of(300) == 60);
    CHECK(held_back_samples(T(0.2)).of(4) == 1);
    CHECK(held_back_samples(T(0.7)).of(10) == 7);
    CHECK(held_back_samples(T(0.3)).of(5) == 2);
    CHECK(held_back_samples(T(0.1)).of(5) == 1);
    CHECK(held_back_samples(T(0.25)).of(10) == 3);
    CHECK(held_back_samples(T(0.25)).of(9) == 2);
    CHECK(held_back_samples(T(0.5)).of(0xffffffffU) == 0x80000000U);
    CHECK(!held_back_samples(T(0.2)).none());
    for (uint32_t percent = 1; percent < 100; ++percent) {
        for (uint32_t samples = 1; samples < 300; ++samples) {
            const uint32_t held = (percent * samples + 50) / 100;
            const uint32_t expected = held == 0 ? too_many : held;
            const T share = static_cast<T>(percent) / T(100);
            // Where halves meet, a share that binary numbers have not may lie on either side.
            if (percent * samples % 100 == 50 && percent % 25 != 0) continue;
            CHECK(held_back_samples(share).of(samples) == expected);
        }
    }
}

TEST_CASE_TEMPLATE("a share that is none is more than there are", T, float, double) {
    using limits = std::numeric_limits<T>;
    CHECK(held_back_samples(T(0)).none());
    CHECK(held_back_samples(-T(0)).none());
    for (const T bad : {T(-0.2), T(1), T(1.5), T(60), limits::quiet_NaN(), limits::infinity(),
                        -limits::infinity(), -limits::denorm_min()}) {
        CHECK(!held_back_samples(bad).none());
        CHECK(held_back_samples(bad).of(300) == too_many);
    }
    for (const T tiny : {limits::denorm_min(), limits::min(), T(0x1p-40), T(0.4) / T(300)}) {
        CHECK(!held_back_samples(tiny).none());
        CHECK(held_back_samples(tiny).of(300) == too_many);
    }
    CHECK(held_back_samples(std::nextafter(T(1), T(0))).of(300) == 300);
}
