// SPDX-License-Identifier: MIT
#include "picomlp/random/shuffle.hpp"

#include <numeric>
#include <vector>

#include "doctest_config.hpp"
#include "random/fingerprint.hpp"
#include "random/golden/xoshiro.hpp"
#include "random/statistics.hpp"

using namespace testing;

using picomlp::identity_order;
using picomlp::shuffle;

// Every integer type of the language; the fixed-width ones are among them.
#define EVERY_INTEGER                                                                 \
    char, signed char, unsigned char, short, unsigned short, int, unsigned int, long, \
        unsigned long, long long, unsigned long long

TEST_CASE_TEMPLATE("a shuffle draws the same of every integer type", Index, EVERY_INTEGER) {
    picomlp::xoshiro128pp bits(5);
    Index order[21];
    order[20] = 77;
    identity_order(order, 20);
    for (int i = 0; i < 20; ++i) CHECK(order[i] == static_cast<Index>(i));
    shuffle(order, 20, bits);
    for (int i = 0; i < 20; ++i) CHECK(order[i] == static_cast<Index>(golden::shuffle_of_20[i]));
    CHECK(order[20] == 77);
    CHECK(picomlp::detail::can_count_to<Index>(128));
    CHECK(picomlp::detail::can_count_to<Index>(256) == (sizeof(Index) > 1 || Index(-1) > Index(0)));
    CHECK(picomlp::detail::can_count_to<Index>(257) == (sizeof(Index) > 1));
    CHECK(picomlp::detail::can_count_to<Index>(0xffffffff) ==
          (sizeof(Index) >= 4 && (sizeof(Index) > 4 || Index(-1) > Index(0))));
}

TEST_CASE_TEMPLATE("shuffles are those of the definition", Index, uint16_t, uint32_t) {
    picomlp::xoshiro128pp bits(5);
    std::vector<Index> order(20);
    identity_order(order.data(), 20);
    shuffle(order.data(), 20, bits);
    for (size_t i = 0; i < order.size(); ++i) {
        CHECK(order[i] == golden::shuffle_of_20[i]);
    }
    order.resize(1000);
    identity_order(order.data(), 1000);
    shuffle(order.data(), 1000, bits);
    CHECK(fingerprint::of(std::vector<uint32_t>(order.begin(), order.end())) ==
          golden::shuffle_of_1000_fingerprint);
}

TEST_CASE_TEMPLATE("identity_order counts from 0 and stays in its range", Index, uint16_t,
                   uint32_t) {
    std::vector<Index> order(8, 77);
    identity_order(order.data(), 7);
    CHECK(order == std::vector<Index>{0, 1, 2, 3, 4, 5, 6, 77});
    identity_order(order.data() + 7, 0);
    CHECK(order[7] == 77);
}

TEST_CASE("identity_order fills all 65536 places a 16-bit index has") {
    std::vector<uint16_t> order(65536);
    identity_order(order.data(), 65536);
    CHECK(order.front() == 0);
    CHECK(order.back() == 65535);
}

TEST_CASE_TEMPLATE("a shuffle keeps every index", Index, uint16_t, uint32_t) {
    picomlp::xoshiro128pp bits(59);
    for (const uint32_t count : {2u, 3u, 17u, 1797u}) {
        std::vector<Index> order(count);
        identity_order(order.data(), count);
        shuffle(order.data(), count, bits);
        std::vector<char> seen(count);
        for (const Index index : order) {
            REQUIRE(index < count);
            seen[index] += 1;
        }
        CHECK(std::count(seen.begin(), seen.end(), 1) == count);
    }
}

TEST_CASE("shuffling nothing or one thing takes no words") {
    picomlp::xoshiro128pp bits(61);
    picomlp::xoshiro128pp untouched(61);
    uint32_t order[1] = {9};
    shuffle(order, 0, bits);
    shuffle(order, 1, bits);
    CHECK(order[0] == 9);
    CHECK(bits.next() == untouched.next());
}

TEST_CASE("each of the 24 orders of four is equally likely") {
    picomlp::xoshiro128pp bits(67);
    std::vector<double> counts(256);
    for (int i = 0; i < 240000; ++i) {
        uint32_t order[4];
        identity_order(order, 4);
        shuffle(order, 4, bits);
        counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]] += 1;
    }
    counts.erase(std::remove(counts.begin(), counts.end(), 0), counts.end());
    REQUIRE(counts.size() == 24);
    CHECK(std::abs(chi_square_sigmas(counts)) < allowed_sigmas);
}
