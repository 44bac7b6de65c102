// SPDX-License-Identifier: MIT
#include "picomlp/base/running_moments.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include "doctest_config.hpp"
#include "scaling/golden/scaling.hpp"
#include "scaling/scaling_cases.hpp"

using picomlp::add_to_moments;
using picomlp::running_moments;
using testing::rounding;

namespace {

template <class T>
std::vector<T> long_numbers(const golden::long_case& c) {
    std::vector<T> numbers;
    std::uint64_t state = 7;
    for (int s = 0; s < golden::long_samples; ++s) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const double step = std::ldexp(static_cast<double>(state >> (64 - c.bits)), c.scale);
        numbers.push_back(static_cast<T>(c.mean + step));
    }
    return numbers;
}

template <class T>
double variance_of(const running_moments<T>& m, double n) {
    return (static_cast<double>(m.squares.sum) + static_cast<double>(m.squares.rest)) / n;
}

template <class T>
void check_long(const golden::long_case& c) {
    const auto numbers = long_numbers<T>(c);
    const auto n = static_cast<double>(numbers.size());
    running_moments<T> m;
    add_to_moments<T>(1, 0, golden::long_samples, {numbers.data(), 0}, &m);
    const double variance = 1 / (c.factor * c.factor);
    const double bound = n * c.condition * rounding<T>;
    CHECK(std::fabs(variance_of(m, n) / variance - 1) <= bound);

    // Mean of distances: n / 2 + 6 roundings of the largest distance at most, see
    // standard_scaler_test.cpp.
    const double widest = std::ldexp(1, c.bits + c.scale);
    const double mean = (static_cast<double>(m.first) - c.average) + static_cast<double>(m.mean);
    CHECK(std::fabs(mean) <= (n / 2 + 6) * rounding<T> * widest + rounding<double> * c.average);

    // The textbook's mean of squares less square of the mean is useless here.
    T sum = 0;
    T squares = 0;
    for (const T x : numbers) {
        sum += x;
        squares += x * x;
    }
    const T mean_of_all = sum / static_cast<T>(n);
    const T textbook = squares / static_cast<T>(n) - mean_of_all * mean_of_all;
    CHECK_FALSE(std::fabs(static_cast<double>(textbook) / variance - 1) < 0.1);
}

}  // namespace

TEST_CASE("twenty thousand numbers far from zero keep their variance") {
    check_long<float>(golden::long_float);
    check_long<double>(golden::long_double_precision);
}

TEST_CASE_TEMPLATE("many numbers cost hardly any accuracy, for what adding takes is kept", T, float,
                   double) {
    // Half of them 1 away from the mean on either side. The first two of the sum's terms aside,
    // each is 1 up to the mean's distance from the middle; added plainly in T, hundreds of
    // thousands of 1 + something would lose that something each time.
    constexpr std::uint32_t count = 1 << 19;
    std::vector<T> numbers(count);
    for (std::uint32_t s = 0; s < count; ++s) numbers[s] = s % 2 == 0 ? T(1) / 3 : T(7) / 3;
    running_moments<T> m;
    add_to_moments<T>(1, 0, count, {numbers.data(), 0}, &m);
    const double step = static_cast<double>(numbers[1]) - static_cast<double>(numbers[0]);
    const double variance = step * step / 4;
    // About the square root of n roundings, far below the n that are promised.
    const double bound = 30 * rounding<T>;
    CHECK(std::fabs(variance_of(m, count) / variance - 1) <= bound);
}

TEST_CASE_TEMPLATE("numbers that are all alike have no variance at all", T, float, double) {
    for (const T value : {T(0), T(0.1), T(-1e30), T(1e-30)}) {
        const std::vector<T> numbers(100, value);
        running_moments<T> m;
        add_to_moments<T>(1, 0, 100, {numbers.data(), 0}, &m);
        CHECK(m.first == value);
        CHECK(m.mean == 0);
        CHECK(m.squares.sum == 0);
        CHECK(m.squares.rest == 0);
    }
}

TEST_CASE_TEMPLATE("the order of operations is the one written down", T, float, double) {
    const auto numbers = testing::some_numbers<T>();
    running_moments<T> m[3];
    add_to_moments<T>(3, 0, 200, {numbers.data(), 200}, m);
    for (int f = 0; f < 3; ++f) {
        const T* x = numbers.data() + 200 * f;
        T mean = 0;
        T sum = 0;
        T rest = 0;
        for (int s = 1; s < 200; ++s) {
            const T d = x[s] - x[0];
            const T e = d - mean;
            mean = mean + e / static_cast<T>(s + 1);
            const T term = e * (d - mean);
            const T next = sum + term;
            const T part = next - sum;
            rest = rest + ((sum - (next - part)) + (term - part));
            sum = next;
        }
        CHECK(testing::same_bits(m[f].first, x[0]));
        CHECK(testing::same_bits(m[f].mean, mean));
        CHECK(testing::same_bits(m[f].squares.sum, sum));
        CHECK(testing::same_bits(m[f].squares.rest, rest));
    }
}
