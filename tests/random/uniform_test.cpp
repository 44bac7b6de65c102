// SPDX-License-Identifier: MIT
#include "picomlp/random/uniform.hpp"

#include <vector>

#include "doctest_config.hpp"
#include "random/fingerprint.hpp"
#include "random/golden/xoshiro.hpp"
#include "random/statistics.hpp"
#include "thinned.hpp"

using namespace testing;

using picomlp::uniform;
using picomlp::uniform_fill;

TEST_CASE("uniform numbers have the bits of the definition") {
    picomlp::xoshiro128pp bits(3);
    std::vector<float> floats(1000);
    uniform_fill(bits, floats.data(), floats.size());
    std::vector<double> doubles(1000);
    uniform_fill(bits, doubles.data(), doubles.size());
    for (size_t i = 0; i < std::size(golden::uniform_float_bits); ++i) {
        CHECK(bits_of(floats[i]) == golden::uniform_float_bits[i]);
        CHECK(bits_of(doubles[i]) == golden::uniform_double_bits[i]);
    }
    CHECK(fingerprint::of(floats) == golden::uniform_float_fingerprint);
    CHECK(fingerprint::of(doubles) == golden::uniform_double_fingerprint);
}

TEST_CASE("four zero words give the smallest uniform number, zero") {
    picomlp::xoshiro128pp::state_type state;
    std::copy(golden::state_before_four_zeros, golden::state_before_four_zeros + 4, state.words);
    picomlp::xoshiro128pp bits(0);
    REQUIRE(bits.restore(state) == picomlp::status::ok);
    CHECK(uniform<float>(bits) == 0);
    CHECK(uniform<float>(bits) == 0);
    CHECK(uniform<double>(bits) == 0);
    CHECK(uniform<float>(bits) > 0);
}

TEST_CASE_TEMPLATE("a fill is so many single draws, with and without a range", T, float, double) {
    picomlp::xoshiro128pp fills(41);
    picomlp::xoshiro128pp draws(41);
    std::vector<T> numbers(37);
    uniform_fill(fills, numbers.data(), numbers.size());
    for (const T number : numbers) {
        CHECK(number == uniform<T>(draws));
    }
    uniform_fill(fills, numbers.data(), numbers.size(), T(-3), T(5));
    for (const T number : numbers) {
        CHECK(number == uniform<T>(draws, T(-3), T(5)));
    }
    T untouched = 7;
    uniform_fill(fills, &untouched, 0);
    uniform_fill(fills, &untouched, 0, T(0), T(1));
    CHECK(untouched == 7);
    CHECK(fills.next() == draws.next());
}

TEST_CASE_TEMPLATE("a range is low + (high - low) * u of the same words", T, float, double) {
    picomlp::xoshiro128pp ranged(43);
    picomlp::xoshiro128pp plain(43);
    for (int i = 0; i < 1000; ++i) {
        const T u = uniform<T>(plain);
        const volatile T scaled = T(0.75) * u;  // keeps this program from fusing the two
        const T number = uniform<T>(ranged, T(-0.25), T(0.5));
        CHECK(number == T(-0.25) + scaled);
        CHECK(number >= T(-0.25));
        CHECK(number <= T(0.5));
    }
    CHECK(uniform<T>(ranged, T(2), T(2)) == 2);
}

TEST_CASE_TEMPLATE("uniform numbers lie in [0, 1) and fill it evenly" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    picomlp::xoshiro128pp bits(47);
    std::vector<double> cells(256);
    std::vector<double> fine_cells(256);
    T smallest = 1;
    T largest = 0;
    for (int i = 0; i < 500000; ++i) {
        const T number = uniform<T>(bits);
        smallest = std::min(smallest, number);
        largest = std::max(largest, number);
        const double place = static_cast<double>(number) * 256;
        cells[static_cast<size_t>(place) & 255] += 1;
        // The bits below the top eight, too.
        const double rest = (place - std::floor(place)) * 256;
        fine_cells[static_cast<size_t>(rest)] += 1;
    }
    CHECK(smallest >= 0);
    CHECK(largest < 1);
    CHECK(std::abs(chi_square_sigmas(cells)) < allowed_sigmas);
    CHECK(std::abs(chi_square_sigmas(fine_cells)) < allowed_sigmas);
}

TEST_CASE_TEMPLATE("pairs of successive uniform numbers fill the square evenly" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    picomlp::xoshiro128pp bits(53);
    std::vector<double> cells(256);
    for (int i = 0; i < 500000; ++i) {
        const auto row = static_cast<size_t>(uniform<T>(bits) * 16);
        const auto column = static_cast<size_t>(uniform<T>(bits) * 16);
        cells[16 * row + column] += 1;
    }
    CHECK(std::abs(chi_square_sigmas(cells)) < allowed_sigmas);
}
