// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/differences.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "reference/network_cases.hpp"

using picomlp::central_difference;
using picomlp::central_differences;
using picomlp::default_epsilon;
using picomlp::status;

TEST_CASE("the course's case in one dimension: J = theta x at theta 4, x 2") {
    const double x = 2;
    const auto slope = central_difference([x](double theta) { return theta * x; }, 4.0, 1e-7);
    REQUIRE(slope.ok());
    // The course's own figure is 2.9e-10, from the rounding of theta + epsilon. The distance as it
    // was rounded gives 8 epsilon / 2e-7 at most, from the rounding of the two products.
    CHECK(std::fabs(slope.value - x) / (slope.value + x) < 2e-9);
}

TEST_CASE_TEMPLATE("a line's slope is exact however badly epsilon fits theta", T, float, double) {
    for (const T theta : {T(0), T(-0.1), T(1.6), T(1000), T(123456)}) {
        for (const T epsilon : {T(0.01), T(1) / T(3), T(0.5)}) {
            const auto slope = central_difference([](T v) { return T(2) * v; }, theta, epsilon);
            REQUIRE(slope.ok());
            CHECK(slope.value == T(2));
        }
    }
}

TEST_CASE_TEMPLATE("the default epsilon balances the two errors", T, float, double) {
    // exp at 1: third derivative and value are e. Truncation epsilon^2 / 6 * e and rounding, 2 * u
    // * e / epsilon with one ulp in each value, which is what the standard library promises here.
    const double e = std::exp(1.0);
    const double epsilon = static_cast<double>(default_epsilon<T>);
    const double u = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;
    const auto slope = central_difference([](T v) { return std::exp(v); }, T(1));
    REQUIRE(slope.ok());
    CHECK(std::fabs(static_cast<double>(slope.value) - e) <
          epsilon * epsilon / 6 * e + 2 * 2 * u * e / epsilon);
}

TEST_CASE_TEMPLATE("the slopes of a function of several numbers are those of its formula", T, float,
                   double) {
    // Powers of two and small integers: nothing is rounded.
    T theta[3] = {T(1), T(-2), T(0.5)};
    T slopes[3];
    const auto f = [](const T* v) { return v[0] * v[1] + v[2] * v[2]; };
    REQUIRE(central_differences(f, theta, T(0.0625), slopes) == status::ok);
    CHECK(slopes[0] == T(-2));
    CHECK(slopes[1] == T(1));
    CHECK(slopes[2] == T(1));
    std::vector<T> as_vector(theta, theta + 3);
    T others[3] = {};
    REQUIRE(central_differences(f, as_vector.size(), as_vector.data(), T(0.0625), others) ==
            status::ok);
    CHECK(std::memcmp(slopes, others, sizeof slopes) == 0);
}

TEST_CASE_TEMPLATE("theta has its very bits afterwards", T, float, double) {
    std::vector<T> theta = {-T(0), T(0), std::numeric_limits<T>::denorm_min(), T(0.1), T(1) / T(3)};
    const std::vector<T> before = theta;
    std::vector<T> slopes(theta.size());
    const auto sum = [](const T* v) { return v[0] + v[1] + v[2] + v[3] + v[4]; };
    REQUIRE(central_differences(sum, theta.size(), theta.data(), T(0.01), slopes.data()) ==
            status::ok);
    CHECK(testing::same_bits(theta, before));
    const auto pole = [](const T* v) {
        return v[3] > T(0.1) ? std::numeric_limits<T>::infinity() : v[0];
    };
    CHECK(central_differences(pole, theta.size(), theta.data(), T(0.01), slopes.data()) ==
          status::diverged);
    CHECK(testing::same_bits(theta, before));
}

TEST_CASE_TEMPLATE("an epsilon that moves nothing, or too far, is refused before f is called", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    int calls = 0;
    const auto f = [&](T v) {
        ++calls;
        return v;
    };
    for (const T bad : {T(0), -T(0), T(-1e-3), limits::quiet_NaN(), limits::infinity(),
                        -limits::infinity(), limits::denorm_min(), limits::epsilon() / 8}) {
        const auto slope = central_difference(f, T(1), bad);
        CHECK(slope.status == status::bad_argument);
        CHECK(slope.value == T(0));
    }
    CHECK(central_difference(f, limits::max(), limits::max()).status == status::bad_argument);
    for (const T bad : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        CHECK(central_difference(f, bad, T(0.5)).status == status::not_finite_input);
    }
    T theta[2] = {T(1), limits::infinity()};
    T slopes[2] = {T(7), T(7)};
    CHECK(central_differences([&](const T* v) { return f(v[0]); }, theta, T(0.5), slopes) ==
          status::not_finite_input);
    CHECK(slopes[0] == T(7));
    CHECK(calls == 0);
}

TEST_CASE_TEMPLATE("a function that is not finite has no slope", T, float, double) {
    using limits = std::numeric_limits<T>;
    const auto log_like = [](T v) { return v < T(0) ? limits::quiet_NaN() : v; };
    const auto slope = central_difference(log_like, T(0), T(0.5));
    CHECK(slope.status == status::diverged);
    CHECK(slope.value == T(0));
    const auto steep = [](T v) { return v > T(0) ? limits::max() : -limits::max(); };
    CHECK(central_difference(steep, T(0), T(0.5)).status == status::diverged);
}
