// SPDX-License-Identifier: MIT
#include "picomlp/matrix/map.hpp"

#include "doctest_config.hpp"
#include "matrix_values.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/tanh.hpp"

using namespace testing;

namespace {

int calls = 0;

float half_of(float x) {
    ++calls;
    return x / 2;
}

void doubled(const double* x, double* y, size_t n) {
    ++calls;
    for (size_t i = 0; i < n; ++i) y[i] = 2 * x[i];
}

}  // namespace

TEST_CASE("map applies a function of one element to each, in place or not") {
    std::mt19937_64 random(31);
    const auto a = any_matrix<float, 5, 7>(random);
    const auto halves = [&](std::size_t r, std::size_t c) { return a(r, c) / 2; };
    auto b = a;
    calls = 0;
    picomlp::map(b, half_of, b);
    CHECK(calls == 35);
    CHECK(differences(b, halves) == 0);
    framed<float, 5, 7> inside;
    picomlp::map(
        a, [](float x) { return x / 2; }, inside.view());
    CHECK(differences<float, 5, 7>(inside.view(), halves) == 0);
    CHECK(inside.frame_untouched());
}

TEST_CASE("map hands whole rows to a function of many elements") {
    std::mt19937_64 random(37);
    const auto a = any_matrix<double, 4, 3>(random);
    const auto twice = [&](std::size_t r, std::size_t c) { return 2 * a(r, c); };
    picomlp::matrix<double, 4, 3> b{};
    calls = 0;
    picomlp::map(a, doubled, b);
    CHECK(calls == 1);
    CHECK(differences(b, twice) == 0);
    framed<double, 4, 3> inside;
    picomlp::map(a, doubled, inside.view());
    CHECK(calls == 5);
    CHECK(differences<double, 4, 3>(inside.view(), twice) == 0);
    CHECK(inside.frame_untouched());
}

TEST_CASE("map takes the library's own functions by their names") {
    std::mt19937_64 random(41);
    const auto a = any_matrix<float, 3, 50>(random);
    picomlp::matrix<float, 3, 50> b{};
    picomlp::map(a, picomlp::math::exp, b);
    CHECK(differences(
              b, [&](std::size_t r, std::size_t c) { return picomlp::math::exp(a(r, c)); }) == 0);
    picomlp::map(a, picomlp::math::tanh, b);
    CHECK(differences(
              b, [&](std::size_t r, std::size_t c) { return picomlp::math::tanh(a(r, c)); }) == 0);
}
