// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/differences.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "reference/network_cases.hpp"

using picomlp::difference_sums;
using picomlp::relative_difference;

namespace {

template <class T>
std::vector<T> any_numbers(std::size_t count, unsigned seed, double reach = 2) {
    std::mt19937 random(seed);
    std::vector<T> result(count);
    for (T& v : result) v = reference::between<T>(random, -reach, reach);
    return result;
}

/// The formula as it stands, sums in the pairs' order.
template <class T>
T plain(const std::vector<T>& a, const std::vector<T>& n) {
    T squares[3] = {0, 0, 0};
    for (std::size_t k = 0; k < a.size(); ++k) {
        const T d = a[k] - n[k];
        squares[0] += a[k] * a[k];
        squares[1] += n[k] * n[k];
        squares[2] += d * d;
    }
    return std::sqrt(squares[2]) / (std::sqrt(squares[0]) + std::sqrt(squares[1]));
}

template <class T>
std::vector<T> times(std::vector<T> numbers, T factor) {
    for (T& v : numbers) v *= factor;
    return numbers;
}

template <class T>
T difference_of(const std::vector<T>& a, const std::vector<T>& n) {
    return relative_difference(a.size(), a.data(), n.data());
}

}  // namespace

TEST_CASE_TEMPLATE("the relative difference is the course's formula, summed pair by pair", T, float,
                   double) {
    for (const std::size_t count : {1u, 2u, 17u, 1000u}) {
        const auto a = any_numbers<T>(count, 1);
        auto n = any_numbers<T>(count, 2);
        CHECK(difference_of(a, n) == plain(a, n));
        n = a;
        n[count / 2] *= T(1.001);
        CHECK(difference_of(a, n) == plain(a, n));
    }
}

TEST_CASE_TEMPLATE("equal gradients differ by 0, opposite and one-sided ones by 1", T, float,
                   double) {
    const T a[3] = {T(3), T(0), T(-4)};
    const T opposite[3] = {T(-3), T(0), T(4)};
    const T zero[3] = {T(0), -T(0), T(0)};
    CHECK(relative_difference(a, a) == T(0));
    CHECK(relative_difference(a, opposite) == T(1));
    CHECK(relative_difference(a, zero) == T(1));
    CHECK(relative_difference(zero, a) == T(1));
    CHECK(relative_difference(zero, zero) == T(0));
    CHECK(relative_difference<T>(0, nullptr, nullptr) == T(0));
}

TEST_CASE_TEMPLATE("a power of two changes nothing, from subnormals to the end of the range", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    // Between 1/2 and 2, with 12 bits each: exact as subnormals too.
    std::vector<T> a = any_numbers<T>(40, 3);
    std::vector<T> n = any_numbers<T>(40, 4);
    for (auto* numbers : {&a, &n}) {
        for (T& v : *numbers) v = std::copysign(T(0.5) + std::round(std::fabs(v) * 700) / 1024, v);
    }
    const T expected = difference_of(a, n);
    for (const T factor : {limits::max() / 2, std::sqrt(limits::max()), limits::min(),
                           limits::denorm_min() * 8192}) {
        int exponent = 0;
        (void)std::frexp(factor, &exponent);
        const T power = std::ldexp(T(1), exponent - 1);
        CHECK(difference_of(times(a, power), times(n, power)) == expected);
    }
    // Of norms that are beyond the range: 2 max / (2 sqrt(2) max).
    const T ratio =
        relative_difference<T>({limits::max(), limits::max()}, {-limits::max(), limits::max()});
    CHECK(std::fabs(ratio - std::sqrt(T(0.5))) <= 4 * limits::epsilon());
}

TEST_CASE_TEMPLATE("large numbers after small ones keep what was summed", T, float, double) {
    // 3^2 + 4^2 = 5^2, whichever comes first, and however far apart the exponents.
    CHECK(relative_difference<T>({T(3), T(4) * 1024}, {T(0), T(4) * 1024}) ==
          plain<T>({T(3), T(4096)}, {T(0), T(4096)}));
    const T tiny = std::numeric_limits<T>::min();
    const T huge = std::numeric_limits<T>::max() / 4;
    CHECK(relative_difference<T>({tiny, huge}, {-tiny, huge}) == T(0));
    CHECK(relative_difference<T>({tiny, huge}, {tiny, -huge}) == T(1));
    std::vector<T> a(30);
    for (std::size_t k = 0; k < a.size(); ++k) a[k] = std::ldexp(T(1.25), static_cast<int>(k));
    const std::vector<T> reversed(a.rbegin(), a.rend());
    const std::vector<T> zero(a.size(), T(0));
    CHECK(difference_of(a, zero) == T(1));
    difference_sums<T> upwards;
    for (const T v : a) upwards.add(v, T(0));
    CHECK(upwards.size() == doctest::Approx(std::ldexp(1.25 / std::sqrt(0.75), 29)).epsilon(1e-6));
}

TEST_CASE_TEMPLATE("a gradient with NaN or infinity in it differs by NaN", T, float, double) {
    using limits = std::numeric_limits<T>;
    for (const T bad : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        const T good[3] = {T(1), T(2), T(3)};
        for (std::size_t at = 0; at < 3; ++at) {
            T broken[3] = {T(1), T(2), T(3)};
            broken[at] = bad;
            CHECK(std::isnan(relative_difference(good, broken)));
            CHECK(std::isnan(relative_difference(broken, good)));
            CHECK(std::isnan(relative_difference(broken, broken)));
        }
    }
}
