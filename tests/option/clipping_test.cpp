// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>

#include "option/golden/clipping.hpp"
#include "option/option_checks.hpp"
#include "picomlp/option/clipping.hpp"
#include "reference/matrix_reference.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::clip_by_norm;
using picomlp::clip_by_value;

namespace {

template <class Option, class T>
std::vector<T> clipped(T limit, std::vector<T> gradient) {
    const typename Option::template settings<net<T>> chosen{limit};
    REQUIRE(Option::check(chosen) == status::ok);
    Option::clip(chosen, gradient.size(), gradient.data());
    return gradient;
}

/// What clipping.hpp says of clip_by_norm.
template <class T>
std::vector<T> plainly_clipped(T limit, std::vector<T> g) {
    constexpr bool single = sizeof(T) == 4;
    const auto element = [&](std::size_t k) { return g[k]; };
    T length = reference::norm<T>(g.size(), element);
    if (!(length > limit)) return g;
    if (length > std::ldexp(T(1), single ? 60 : 500)) {
        for (T& value : g) value = value * std::ldexp(T(1), single ? -64 : -520);
        length = reference::norm<T>(g.size(), element);
    }
    const T factor = limit / length;
    for (T& value : g) value = value * factor;
    return g;
}

template <class Option, class T>
void check_range_of_limit() {
    using limits = std::numeric_limits<T>;
    using settings = typename Option::template settings<net<T>>;
    CHECK(settings{}.limit == T(1));
    CHECK(Option::check(settings{}) == status::ok);
    CHECK(Option::check(settings{limits::denorm_min()}) == status::ok);
    CHECK(Option::check(settings{limits::max()}) == status::ok);
    CHECK(Option::check(settings{T(0)}) == status::bad_argument);
    for (const T bad : not_usable<T>()) {
        CHECK(Option::check(settings{bad}) == status::bad_argument);
    }
}

}  // namespace

TEST_CASE("clipping by value is NumPy's clip") {
    const std::vector<float> singles(golden::gradient_float, std::end(golden::gradient_float));
    const std::vector<float> clipped_singles(golden::by_value_float,
                                             std::end(golden::by_value_float));
    CHECK(testing::same_bits(clipped<clip_by_value>(0.3F, singles), clipped_singles));
    const std::vector<double> doubles(golden::gradient_double, std::end(golden::gradient_double));
    const std::vector<double> clipped_doubles(golden::by_value_double,
                                              std::end(golden::by_value_double));
    CHECK(testing::same_bits(clipped<clip_by_value>(0.3, doubles), clipped_doubles));
}

TEST_CASE_TEMPLATE("clipping by value leaves NaN and infinity to the optimizer", T, float, double) {
    using limits = std::numeric_limits<T>;
    const std::vector<T> gradient = {limits::infinity(),
                                     -limits::infinity(),
                                     limits::quiet_NaN(),
                                     limits::max(),
                                     -limits::max(),
                                     T(0.25),
                                     -T(0),
                                     T(2),
                                     T(-2)};
    const std::vector<T> expected = {limits::infinity(),
                                     -limits::infinity(),
                                     limits::quiet_NaN(),
                                     T(0.5),
                                     T(-0.5),
                                     T(0.25),
                                     -T(0),
                                     T(0.5),
                                     T(-0.5)};
    CHECK(testing::same_bits(clipped<clip_by_value>(T(0.5), gradient), expected));
}

TEST_CASE_TEMPLATE("clipping by norm does what its words say, whatever the instruction set", T,
                   float, double) {
    const int far = sizeof(T) == 4 ? 127 : 1023;
    const int near = sizeof(T) == 4 ? -70 : -600;
    testing::for_each_instruction_set([&](picomlp::instruction_set) {
        int wrong = 0;
        int shortened = 0;
        for (const std::size_t count : {1u, 5u, 16u, 17u, 100u, 333u}) {
            for (const int exponent : {near, -3, 0, 40, 80, far}) {
                std::vector<T> g = any_numbers<T>(count, 9, 1.0);
                for (T& value : g) value *= std::ldexp(T(1.9), exponent);
                for (const T limit : {T(1), T(0.1), std::ldexp(T(1), exponent)}) {
                    const std::vector<T> result = clipped<clip_by_norm>(limit, g);
                    wrong += !testing::same_bits(result, plainly_clipped(limit, g));
                    shortened += !testing::same_bits(result, g);
                }
            }
        }
        CHECK(wrong == 0);
        CHECK(shortened >= 60);
    });
}

TEST_CASE_TEMPLATE("clipping by norm leaves the direction, and the limit's length within its bound",
                   T, float, double) {
    const double u = std::numeric_limits<T>::epsilon() / 2;
    for (const std::size_t count : {3u, 40u, 333u}) {
        for (const int exponent : {3, 61, 100}) {
            std::vector<T> g = any_numbers<T>(count, 10);
            for (T& value : g) value *= std::ldexp(T(1.3), exponent);
            for (const T limit : {T(1), T(1) / T(3), T(1e-6)}) {
                const std::vector<T> result = clipped<clip_by_norm>(limit, g);
                long double sum = 0;
                for (const T value : result) {
                    sum += static_cast<long double>(value) * static_cast<long double>(value);
                }
                const double length = static_cast<double>(std::sqrt(sum));
                const double error = (static_cast<double>(count) / 32 + 6) * u;
                CHECK(std::fabs(length / static_cast<double>(limit) - 1) <= error);
                // The numbers' common factor is rounded three times at most for each.
                const double factor = static_cast<double>(result[0]) / static_cast<double>(g[0]);
                for (std::size_t k = 0; k < count; ++k) {
                    const double exact = static_cast<double>(g[k]) * factor;
                    CHECK(std::fabs(static_cast<double>(result[k]) - exact) <=
                          6 * u * std::fabs(exact));
                }
            }
        }
    }
}

TEST_CASE_TEMPLATE("clipping by norm leaves a gradient that is short enough alone", T, float,
                   double) {
    const std::vector<T> g = {T(3), T(-4)};
    CHECK(testing::same_bits(clipped<clip_by_norm>(T(5), g), g));
    CHECK(testing::same_bits(clipped<clip_by_norm>(T(6), g), g));
    CHECK(testing::same_bits(clipped<clip_by_norm>(T(2.5), g), std::vector<T>{T(1.5), T(-2)}));
    CHECK(clipped<clip_by_norm>(T(1), std::vector<T>{}).empty());
}

TEST_CASE_TEMPLATE("clipping by norm leaves NaN and infinity to the optimizer", T, float, double) {
    using limits = std::numeric_limits<T>;
    for (const T spoilt : {limits::infinity(), -limits::infinity(), limits::quiet_NaN()}) {
        for (const T beside : {T(2), limits::max()}) {
            const std::vector<T> g = {T(1), beside, spoilt, beside, T(0)};
            CHECK(testing::same_bits(clipped<clip_by_norm>(T(0.5), g), g));
        }
    }
}

TEST_CASE_TEMPLATE("limits of clipping are finite and positive", T, float, double) {
    check_range_of_limit<clip_by_value, T>();
    check_range_of_limit<clip_by_norm, T>();
}
