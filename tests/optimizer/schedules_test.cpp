// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/schedules.hpp"

#include <cmath>
#include <iterator>
#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "golden/schedules.hpp"

using picomlp::constant_rate;
using picomlp::cosine_decay;
using picomlp::exponential_decay;
using picomlp::inverse_time_decay;
using picomlp::status;
using picomlp::step_decay;
using picomlp::warm_up;

namespace {

template <class T>
inline constexpr double u = std::numeric_limits<T>::epsilon() / 2;

/// Rows of float or of double.
template <class T, class Row, std::size_t Floats, std::size_t Doubles>
std::vector<Row> rows_for(const Row (&floats)[Floats], const Row (&doubles)[Doubles]) {
    if (sizeof(T) == 4) return {std::begin(floats), std::end(floats)};
    return {std::begin(doubles), std::end(doubles)};
}

/// The bits of NumPy, and a relative error of `roundings(tick)` u at most; true values of double
/// are themselves rounded, to u.
template <class Schedule, class T, class Roundings>
void check_factors(const typename Schedule::template settings<T>& chosen,
                   const std::vector<golden::factor_row>& rows, Roundings roundings) {
    REQUIRE(Schedule::check(chosen) == status::ok);
    for (const golden::factor_row& row : rows) {
        CAPTURE(row.tick);
        const double factor = static_cast<double>(Schedule::factor(chosen, row.tick));
        CHECK(factor == row.rounded);
        const double bound = 1.001 * (roundings(row.tick) + 1) * u<T> * row.truth;
        CHECK(std::fabs(factor - row.truth) <= bound);
    }
}

/// Bad numbers wherever the good ones are in (0, 1].
template <class T>
std::vector<T> no_fractions() {
    using limits = std::numeric_limits<T>;
    return {T(0),    -limits::denorm_min(), 1 + limits::epsilon(), limits::infinity(),
            T(-0.5), -limits::infinity(),   limits::quiet_NaN(),   -limits::quiet_NaN()};
}

}  // namespace

TEST_CASE_TEMPLATE("constant_rate is 1 at every tick", T, float, double) {
    CHECK(constant_rate::check(constant_rate::settings<T>{}) == status::ok);
    for (const uint32_t tick : {0u, 1u, 12345u, 4294967295u}) {
        CHECK(constant_rate::factor(constant_rate::settings<T>{}, tick) == T(1));
    }
}

TEST_CASE_TEMPLATE("step_decay is NumPy's, and the power within its bound", T, float, double) {
    check_factors<step_decay, T>({T(0.3), 7},
                                 rows_for<T>(golden::step_decay_float, golden::step_decay_double),
                                 [](uint32_t tick) { return tick / 7; });
}

TEST_CASE_TEMPLATE("exponential_decay is NumPy's, and the power within its bound", T, float,
                   double) {
    check_factors<exponential_decay, T>(
        {T(0.95)}, rows_for<T>(golden::exponential_decay_float, golden::exponential_decay_double),
        [](uint32_t tick) { return tick; });
    CHECK(exponential_decay::factor<T>({T(1)}, 4294967295u) == T(1));
    CHECK(exponential_decay::factor<T>({T(0.5)}, 4294967295u) == T(0));
}

TEST_CASE_TEMPLATE("inverse_time_decay is the course's formula in NumPy", T, float, double) {
    const auto four = [](uint32_t) { return 4; };  // tick, product, sum, quotient
    check_factors<inverse_time_decay, T>(
        {T(0.3), 1},
        rows_for<T>(golden::inverse_time_decay_float, golden::inverse_time_decay_double), four);
    check_factors<inverse_time_decay, T>(
        {T(1), 1000}, rows_for<T>(golden::scheduled_decay_float, golden::scheduled_decay_double),
        four);
    CHECK(inverse_time_decay::factor<T>({std::numeric_limits<T>::max(), 1}, 7) == T(0));
}

TEST_CASE_TEMPLATE("warm_up rises in equal steps and hands over", T, float, double) {
    check_factors<warm_up<exponential_decay>, T>(
        {5, {T(0.95)}}, rows_for<T>(golden::warm_up_float, golden::warm_up_double),
        [](uint32_t tick) { return tick < 5 ? 2 : tick - 5; });
    using plain = warm_up<step_decay>;
    const plain::settings<T> none{0, {T(0.5), 1}};
    REQUIRE(plain::check(none) == status::ok);
    CHECK(plain::factor(none, 0) == T(1));
    CHECK(plain::factor(none, 3) == T(0.125));
}

TEST_CASE_TEMPLATE("warm_up rises to what the schedule after it starts with", T, float, double) {
    using twice = warm_up<warm_up<constant_rate>>;
    const twice::settings<T> chosen{1, {3, {}}};
    const T expected[] = {T(0.125), T(0.25), T(0.5), T(0.75), T(1), T(1)};
    for (uint32_t tick = 0; tick < 6; ++tick) CHECK(twice::factor(chosen, tick) == expected[tick]);
}

TEST_CASE_TEMPLATE("cosine_decay is half a cosine within 12 u", T, float, double) {
    for (const auto& row : rows_for<T>(golden::cosine_decay_float, golden::cosine_decay_double)) {
        const cosine_decay::settings<T> chosen{row.ticks, static_cast<T>(row.lowest)};
        REQUIRE(cosine_decay::check(chosen) == status::ok);
        const T factor = cosine_decay::factor(chosen, row.tick);
        CAPTURE(row.ticks);
        CAPTURE(row.tick);
        // One more for the rounding of a double's true value.
        CHECK(std::fabs(static_cast<double>(factor) - row.truth) <=
              (sizeof(T) == 4 ? 12 : 13) * u<T>);
        CHECK(factor <= T(1));
        CHECK(factor >= chosen.lowest);
        if (row.tick == 0) CHECK(factor == T(1));
        if (row.tick >= row.ticks) CHECK(factor == chosen.lowest);
    }
}

TEST_CASE_TEMPLATE("settings of schedules out of their range are bad arguments", T, float, double) {
    using limits = std::numeric_limits<T>;
    CHECK(step_decay::check(step_decay::settings<T>{}) == status::ok);
    CHECK(exponential_decay::check(exponential_decay::settings<T>{}) == status::ok);
    CHECK(cosine_decay::check(cosine_decay::settings<T>{}) == status::ok);
    CHECK(inverse_time_decay::check(inverse_time_decay::settings<T>{}) == status::ok);
    CHECK(warm_up<cosine_decay>::check(warm_up<cosine_decay>::settings<T>{}) == status::ok);

    CHECK(step_decay::check<T>({T(1), 1}) == status::ok);
    CHECK(step_decay::check<T>({T(0.5), 0}) == status::bad_argument);
    for (const T bad : no_fractions<T>()) {
        CHECK(step_decay::check<T>({bad, 10}) == status::bad_argument);
        CHECK(exponential_decay::check<T>({bad}) == status::bad_argument);
        CHECK(warm_up<exponential_decay>::check<T>({5, {bad}}) == status::bad_argument);
        const status lowest = cosine_decay::check<T>({10, bad});
        CHECK(lowest == (bad == T(0) ? status::ok : status::bad_argument));
    }
    CHECK(cosine_decay::check<T>({10, T(1)}) == status::ok);
    CHECK(cosine_decay::check<T>({0, T(0)}) == status::bad_argument);
    CHECK(inverse_time_decay::check<T>({T(0), 1}) == status::ok);
    CHECK(inverse_time_decay::check<T>({T(1e30), 1}) == status::ok);
    CHECK(inverse_time_decay::check<T>({T(1), 0}) == status::bad_argument);
    for (const T bad : {-limits::denorm_min(), T(-1), limits::infinity(), limits::quiet_NaN()}) {
        CHECK(inverse_time_decay::check<T>({bad, 1}) == status::bad_argument);
    }
}
