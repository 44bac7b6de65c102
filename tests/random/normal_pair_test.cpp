// SPDX-License-Identifier: MIT
// The two forms in which a pair of normal numbers is computed without vectors, against the formula
// in math's functions, operation by operation.
#include <cstdint>
#include <initializer_list>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "picomlp/math/detail/log_core.hpp"
#include "picomlp/math/math.hpp"
#include "picomlp/random/detail/integer_pair.hpp"
#include "picomlp/random/detail/normal_pair.hpp"
#include "picomlp/random/xoshiro128pp.hpp"
#include "thinned.hpp"

namespace detail = picomlp::detail;
using testing::bits_of;

namespace {

struct pair {
    float cosine;
    float sine;
};

bool same(pair a, pair b) {
    return bits_of(a.cosine) == bits_of(b.cosine) && bits_of(a.sine) == bits_of(b.sine);
}

pair plain(uint32_t word, uint32_t turn, float factor) {
    const float u = (static_cast<float>(word >> 8) + 0.5f) * 0x1p-24f;
    const float radius = picomlp::math::sqrt(-2.0f * picomlp::math::detail::log_of_normal(u));
    pair of;
    picomlp::math::sincos_turn(turn, &of.sine, &of.cosine);
    of.cosine = radius * of.cosine;
    of.sine = radius * of.sine;
    return {of.cosine * factor, of.sine * factor};
}

template <class Pair>
pair numbers(uint32_t word, uint32_t turn, float factor) {
    pair of;
    Pair::numbers(word, turn, factor, &of.cosine, &of.sine);
    return of;
}

/// How many of the two forms differ.
unsigned different(uint32_t word, uint32_t turn, float factor) {
    const pair wanted = plain(word, turn, factor);
    return !same(numbers<detail::normal_pair<float>>(word, turn, factor), wanted) +
           !same(numbers<detail::integer_normal_pair>(word, turn, factor), wanted);
}

// The least and the largest factor that integers take, and what is beyond them.
constexpr float factors[] = {1.0f,     0.1f,           0x1.6a09e6p-3f, 5.0f,
                             0.0f,     0x1p-63f,       0x1.8p64f,      0x1p65f,
                             0x1p-64f, 0x1p-126f,      0x1p-149f,      0x1.23456p-130f,
                             0x1p127f, 0x1.fffffep127f};

}  // namespace

TEST_CASE(
    "a pair is the formula at the ends of the uniform numbers and at the quarters of a turn") {
    testing::thinned cases(20);
    unsigned count = 0;
    for (const uint32_t part :
         {0x000000u, 0x000001u, 0x000002u, 0x3fffffu, 0x7ffffeu, 0x7fffffu, 0x800000u, 0x800001u,
          0x800002u, 0x5a8278u, 0x5a8279u, 0x5a827au, 0xfffffcu, 0xfffffdu, 0xfffffeu, 0xffffffu}) {
        for (uint32_t eighth = 0; eighth < 8; ++eighth) {
            for (const uint32_t offset : {0u, 1u, 2u, 63u, 64u, 65u, 0xffffffffu, 0xfffffffeu}) {
                for (const float factor : factors) {
                    if (!cases.takes_next()) continue;
                    count += different(part << 8 | (offset & 255), (eighth << 29) + offset, factor);
                }
            }
        }
    }
    CHECK(count == 0);
}

TEST_CASE("a pair is the formula at random words") {
    picomlp::xoshiro128pp bits(163);
    unsigned count = 0;
    for (int i = 0; i < (testing::emulated ? 1000 : 200000); ++i) {
        // Small angles and uniform numbers next to 0 and 1 too.
        const uint32_t turn = bits.next() >> (i % 4 == 0 ? bits.below(32) : 0);
        const uint32_t word = bits.next() >> (i % 4 == 1 ? bits.below(24) : 0);
        count += different(i % 3 == 0 ? ~word : word, turn, i % 2 == 0 ? 1.0f : 0x1.7e1p-4f);
    }
    CHECK(count == 0);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("a pair is the formula at every uniform number") {
    unsigned count = 0;
    for (uint32_t part = 0; part <= 0xffffff; ++part)
        count += different(part << 8, part * 0x9e3779b9u, 1.0f);
    CHECK(count == 0);
}

TEST_SUITE_END();
