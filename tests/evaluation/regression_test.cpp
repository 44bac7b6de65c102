// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/regression.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "golden/metrics.hpp"
#include "thinned.hpp"

using picomlp::feature_major;
using picomlp::regression_sums;
using picomlp::sample_view;
using picomlp::status;

namespace {

constexpr uint32_t samples = 48;

template <class T>
constexpr double rounding = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;

/// A golden case's numbers as T.
template <class T>
struct numbers {
    T predicted[3][samples];
    T target[3][samples];

    explicit numbers(const golden::regression_case& c) {
        for (uint32_t o = 0; o < 3; ++o) {
            for (uint32_t s = 0; s < samples; ++s) {
                predicted[o][s] = static_cast<T>(c.predicted[o][s]);
                target[o][s] = static_cast<T>(c.target[o][s]);
            }
        }
    }
};

template <class T>
bool is_for(const golden::regression_case& c) {
    return sizeof(T) == 8 || std::strncmp(c.name, "double", 6) != 0;
}

template <class T>
void check_figure(T found, double expected, double roundings) {
    CHECK(std::fabs(static_cast<double>(found) - expected) <=
          (roundings * rounding<T> + rounding<double>)*std::fabs(expected));
}

/// An error is rounded once, its sum once (what else adding takes is kept), the quotient once; its
/// square once more, and the root halves what is under it. Relative to 1 - r2: three roundings
/// of the squares and n c of the targets' (running_moments.hpp) with two more; then one of the
/// whole.
template <class T>
void check_case(const golden::regression_case& c) {
    INFO(c.name);
    const numbers<T> n(c);
    regression_sums<T, 3> sums;
    CHECK(sums.add(n.predicted, n.target) == status::ok);
    const auto found = sums.result();
    CHECK(found.status == status::ok);
    CHECK(found.samples == samples);
    double r2_bound = 0;
    for (uint32_t o = 0; o < 3; ++o) {
        INFO("output ", o);
        check_figure(found.of_output[o].mean_absolute_error, c.figures[o][0], 3.01);
        check_figure(found.of_output[o].root_mean_squared_error, c.figures[o][1], 3.51);
        const double roundings = 3 + samples * c.condition[o] + 2;
        const double bound = rounding<T> * (roundings * (1 - c.figures[o][2]) + 1.01);
        CHECK(std::fabs(static_cast<double>(found.of_output[o].r2) - c.figures[o][2]) <= bound);
        r2_bound += bound / 3 + rounding<T> * std::fabs(c.figures[o][2]);
    }
    check_figure(found.pooled.mean_absolute_error, c.figures[3][0], 6.01);
    check_figure(found.pooled.root_mean_squared_error, c.figures[3][1], 5.01);
    CHECK(std::fabs(static_cast<double>(found.pooled.r2) - c.figures[3][2]) <= r2_bound);
}

template <class T>
bool same_figures(const picomlp::regression_figures<T>& a,
                  const picomlp::regression_figures<T>& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

template <class T>
bool all_zero(const picomlp::regression_figures<T>& figures) {
    return figures.mean_absolute_error == 0 && figures.root_mean_squared_error == 0 &&
           figures.r2 == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("figures follow scikit-learn's definitions", T, float, double) {
    int checked = 0;
    for (const auto& c : golden::regression_cases) {
        if (!is_for<T>(c)) continue;
        check_case<T>(c);
        ++checked;
    }
    CHECK(checked == (sizeof(T) == 8 ? 4 : 3));
}

TEST_CASE_TEMPLATE("figures have the same bits however the samples are split over calls", T, float,
                   double) {
    for (const auto& c : golden::regression_cases) {
        const numbers<T> n(c);
        regression_sums<T, 3> whole;
        CHECK(whole.add(n.predicted, n.target) == status::ok);
        const auto expected = whole.result();
        for (const uint32_t piece : {1, 5, 47}) {
            INFO(c.name, " in pieces of ", piece);
            regression_sums<T, 3> sums;
            for (uint32_t begin = 0; begin < samples; begin += piece) {
                const uint32_t left = samples - begin;
                const uint32_t count = left < piece ? left : piece;
                CHECK(sums.add(feature_major(n.predicted).slice(begin, count),
                               feature_major(n.target).slice(begin, count)) == status::ok);
            }
            CHECK(sums.samples() == samples);
            const auto found = sums.result();
            CHECK(same_figures(found.pooled, expected.pooled));
            for (int o = 0; o < 3; ++o) {
                CHECK(same_figures(found.of_output[o], expected.of_output[o]));
            }
        }
    }
}

TEST_CASE_TEMPLATE("targets that are all alike give 1 or 0", T, float, double) {
    regression_sums<T, 2> sums;
    const T predicted[2][3] = {{T(0.1), T(0.1), T(0.1)}, {4, 5, 7}};
    const T target[2][3] = {{T(0.1), T(0.1), T(0.1)}, {5, 5, 5}};
    CHECK(sums.add(predicted, target) == status::ok);
    const auto found = sums.result();
    CHECK(found.of_output[0].r2 == 1);
    CHECK(found.of_output[1].r2 == 0);
    CHECK(found.of_output[1].mean_absolute_error == 1);
    CHECK(found.pooled.r2 == T(0.5));
    CHECK(found.pooled.mean_absolute_error == T(0.5));

    sums = {};
    const T sample[2] = {1, 2};
    const T other[2] = {1, 3};
    CHECK(sums.add(sample, other) == status::ok);
    CHECK(sums.result().samples == 1);
    CHECK(sums.result().of_output[0].r2 == 1);
    CHECK(sums.result().of_output[1].r2 == 0);
}

TEST_CASE_TEMPLATE("small errors are not lost in a large sum", T, float, double) {
    // Far below a rounding of the sum, each; together as much as it.
    constexpr uint32_t count = testing::emulated ? 1 << 16 : 1 << 20;  // a board's memory
    const T small = std::numeric_limits<T>::epsilon() / 4;
    std::vector<T> predicted(count, small);
    const std::vector<T> target(count, T(0));
    predicted[0] = 1;
    regression_sums<T, 1> sums;
    CHECK(sums.add(sample_view<const T, 1>(predicted.data(), count),
                   sample_view<const T, 1>(target.data(), count)) == status::ok);
    const double expected = (1 + (count - 1.0) * static_cast<double>(small)) / count;
    const double found = static_cast<double>(sums.result().pooled.mean_absolute_error);
    CHECK(std::fabs(found / expected - 1) <= 3 * rounding<T>);
}

TEST_CASE_TEMPLATE("what is refused is not taken in", T, float, double) {
    const T positive_infinity = std::numeric_limits<T>::infinity();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const numbers<T> n(golden::regression_cases[0]);
    regression_sums<T, 3> undisturbed;
    CHECK(undisturbed.add(n.predicted, n.target) == status::ok);
    regression_sums<T, 3> sums;
    CHECK(sums.result().status == status::no_samples);
    CHECK(all_zero(sums.result().pooled));
    CHECK(sums.add(n.predicted, n.target) == status::ok);
    for (const T bad : {positive_infinity, -positive_infinity, nan}) {
        const T good_values[3][2] = {{1, 2}, {3, 4}, {5, 6}};
        const T bad_values[3][2] = {{1, 2}, {3, 4}, {5, bad}};
        CHECK(sums.add(good_values, bad_values) == status::not_finite_input);
        CHECK(sums.add(bad_values, good_values) == status::not_finite_output);
        CHECK(sums.add(bad_values, bad_values) == status::not_finite_input);
    }
    const auto all = feature_major(n.target);
    CHECK(sums.add(all.slice(0, 0), all.slice(0, 0)) == status::no_samples);
    CHECK(sums.add(all.slice(0, 3), all.slice(0, 2)) == status::mismatched_samples);
    CHECK(sums.samples() == samples);
    CHECK(same_figures(sums.result().pooled, undisturbed.result().pooled));
}

TEST_CASE_TEMPLATE("figures that are too large are beyond the range, and all of them 0", T, float,
                   double) {
    const T large = std::numeric_limits<T>::max();
    const T one[2][3] = {{1, 2, 3}, {1, 2, 4}};
    const T other[][3] = {{large, -large, 1}, {-large, large, large}};
    for (const auto& row : other) {
        const T values[2][3] = {{1, 2, 3}, {row[0], row[1], row[2]}};
        regression_sums<T, 2> far_predictions;
        CHECK(far_predictions.add(values, one) == status::ok);
        regression_sums<T, 2> far_targets;
        CHECK(far_targets.add(values, values) == status::ok);
        for (const auto& sums : {far_predictions, far_targets}) {
            const auto found = sums.result();
            CHECK(found.status == status::beyond_range);
            CHECK(found.samples == 0);
            CHECK(all_zero(found.pooled));
            CHECK(all_zero(found.of_output[0]));
            CHECK(all_zero(found.of_output[1]));
        }
    }
}

TEST_CASE_TEMPLATE("figures do not depend on the unit that is measured in", T, float, double) {
    // Errors of 1, -1, 2 and targets of 0, 4, 8, 12 in units so small or large that squares have no
    // place in T. Scaling by a power of two is exact.
    const T predicted[1][4] = {{1, 3, 10, 12}};
    const T target[1][4] = {{0, 4, 8, 12}};
    regression_sums<T, 1> plain;
    REQUIRE(plain.add(predicted, target) == status::ok);
    const auto expected = plain.result();
    const int powers[2][4] = {{-120, -70, 70, 120}, {-1000, -600, 600, 1000}};
    for (const int power : powers[sizeof(T) == 8]) {
        CAPTURE(power);
        const T unit = static_cast<T>(std::ldexp(1.0, power));
        T scaled[2][1][4];
        for (int s = 0; s < 4; ++s) {
            scaled[0][0][s] = predicted[0][s] * unit;
            scaled[1][0][s] = target[0][s] * unit;
        }
        regression_sums<T, 1> sums;
        REQUIRE(sums.add(scaled[0], scaled[1]) == status::ok);
        const auto found = sums.result();
        REQUIRE(found.ok());
        CHECK(found.pooled.mean_absolute_error == expected.pooled.mean_absolute_error * unit);
        CHECK(found.pooled.root_mean_squared_error ==
              expected.pooled.root_mean_squared_error * unit);
        CHECK(found.pooled.r2 == expected.pooled.r2);
    }
}
