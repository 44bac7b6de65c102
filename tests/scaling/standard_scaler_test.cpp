// SPDX-License-Identifier: MIT
#include "picomlp/scaling/standard_scaler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "golden/scaling.hpp"
#include "scaling_cases.hpp"

using picomlp::input_scaling;
using picomlp::standard_scaler;
using picomlp::status;
using testing::of_features;
using testing::rounding;
using testing::same_scaling;

namespace {

constexpr int samples = 64;

/// Errors as multiples of what the roundings of Welford's recurrence can add up to.
template <class T>
void check_feature(const golden::feature_case& c) {
    INFO(c.name);
    T x[1][samples];
    double widest = 0;
    for (int s = 0; s < samples; ++s) {
        x[0][s] = static_cast<T>(c.x[s]);
        REQUIRE(static_cast<double>(x[0][s]) == c.x[s]);
        widest = std::max(widest, std::fabs(c.x[s] - c.x[0]));
    }
    standard_scaler<T, 1> scaler;
    CHECK(scaler.add(x) == status::ok);
    CHECK(scaler.samples() == samples);
    input_scaling<of_features<T, 1>> scaling;
    CHECK(scaler.result(scaling) == status::ok);

    // Step k: five roundings of at most `widest`, divided by k, and one of the sum, which the next
    // steps shrink to k / n of it: n / 2 + 6 in all. Then one of the mean itself.
    const double u = rounding<T>;
    const double off = (static_cast<double>(scaling.offset[0]) - c.mean) - c.mean_low;
    CHECK(std::fabs(off) <= u * std::fabs(c.mean) + (samples / 2.0 + 6) * u * widest);

    // n c roundings of the sum of squares (running_moments.hpp), one each for rest and division:
    // half of them after the root; then root and inverse.
    const double bound = ((samples * c.condition + 2) / 2 + 2) * u;
    const double factor = static_cast<double>(scaling.factor[0]);
    CHECK(std::fabs((factor - c.factor) - c.factor_low) <= bound * c.factor);
}

}  // namespace

TEST_CASE_TEMPLATE("mean and deviation are those of exact arithmetic within a bound", T, float,
                   double) {
    int checked = 0;
    for (const auto& c : golden::feature_cases) {
        if (!testing::is_for<T>(c.name)) continue;
        check_feature<T>(c);
        ++checked;
    }
    CHECK(checked == (sizeof(T) == 8 ? 8 : 6));
}

TEST_CASE_TEMPLATE("samples give the same bits however they are split over calls", T, float,
                   double) {
    using net = of_features<T, 3>;
    const auto numbers = testing::some_numbers<T>();
    standard_scaler<T, 3> whole;
    testing::add_in_pieces(whole, numbers, 200);
    CHECK(whole.samples() == 200);
    input_scaling<net> expected;
    CHECK(whole.result(expected) == status::ok);
    for (const uint32_t piece : {1, 2, 7, 64, 199}) {
        INFO("pieces of ", piece);
        standard_scaler<T, 3> scaler;
        testing::add_in_pieces(scaler, numbers, piece);
        CHECK(scaler.samples() == 200);
        input_scaling<net> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        CHECK(same_scaling(scaling, expected));
    }
    standard_scaler<T, 3> one_by_one;
    for (int s = 0; s < 200; ++s) {
        const T sample[3] = {numbers[s], numbers[200 + s], numbers[400 + s]};
        CHECK(one_by_one.add(sample) == status::ok);
    }
    input_scaling<net> scaling;
    CHECK(one_by_one.result(scaling) == status::ok);
    CHECK(same_scaling(scaling, expected));
}

TEST_CASE_TEMPLATE("a feature of one value only is moved to zero and keeps its size", T, float,
                   double) {
    standard_scaler<T, 2> scaler;
    const T x[2][4] = {{T(0.1), T(0.1), T(0.1), T(0.1)}, {-1, 1, -1, 1}};
    CHECK(scaler.add(x) == status::ok);
    input_scaling<of_features<T, 2>> scaling;
    CHECK(scaler.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == T(0.1));
    CHECK(scaling.factor[0] == 1);
    CHECK(scaling.offset[1] == 0);
    CHECK(scaling.factor[1] == 1);
}

TEST_CASE_TEMPLATE("a single sample becomes the offset", T, float, double) {
    standard_scaler<T, 2> scaler;
    const T x[2] = {5, -7};
    CHECK(scaler.add(x) == status::ok);
    input_scaling<of_features<T, 2>> scaling;
    CHECK(scaler.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == 5);
    CHECK(scaling.offset[1] == -7);
    CHECK(scaling.factor[0] == 1);
    CHECK(scaling.factor[1] == 1);
}

TEST_CASE_TEMPLATE("without samples there is no scaling", T, float, double) {
    standard_scaler<T, 1> scaler;
    input_scaling<of_features<T, 1>> scaling{{T(3)}, {T(4)}};
    CHECK(scaler.result(scaling) == status::no_samples);
    CHECK(scaling.offset[0] == 3);
    CHECK(scaling.factor[0] == 4);
    const T x[1][1] = {{8}};
    CHECK(scaler.add(picomlp::feature_major(x).slice(0, 0)) == status::no_samples);
    CHECK(scaler.samples() == 0);
}

TEST_CASE_TEMPLATE("samples with NaN or infinity are refused as a whole", T, float, double) {
    using net = of_features<T, 3>;
    const auto numbers = testing::some_numbers<T>();
    standard_scaler<T, 3> undisturbed;
    testing::add_in_pieces(undisturbed, numbers, 200);
    input_scaling<net> expected;
    CHECK(undisturbed.result(expected) == status::ok);

    standard_scaler<T, 3> scaler;
    for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
                        -std::numeric_limits<T>::infinity()}) {
        const T x[3][2] = {{1, 2}, {3, 4}, {5, bad}};
        CHECK(scaler.add(x) == status::not_finite_input);
        CHECK(scaler.samples() == 0);
    }
    testing::add_in_pieces(scaler, numbers, 200);
    const T last[3] = {1, std::numeric_limits<T>::quiet_NaN(), 2};
    CHECK(scaler.add(last) == status::not_finite_input);
    CHECK(scaler.samples() == 200);
    input_scaling<net> scaling;
    CHECK(scaler.result(scaling) == status::ok);
    CHECK(same_scaling(scaling, expected));
}

TEST_CASE_TEMPLATE("a deviation that no factor divides by is beyond the range", T, float, double) {
    const T large = std::numeric_limits<T>::max();
    const T tiny = std::numeric_limits<T>::denorm_min();
    const T spreads[2][2] = {{large, -large}, {tiny, 0}};
    for (const auto& values : spreads) {
        standard_scaler<T, 2> scaler;
        const T x[2][2] = {{1, 2}, {values[0], values[1]}};
        CHECK(scaler.add(picomlp::feature_major(x)) == status::ok);
        input_scaling<of_features<T, 2>> scaling{{T(3), T(4)}, {T(5), T(6)}};
        CHECK(scaler.result(scaling) == status::beyond_range);
        CHECK(scaling.offset[0] == 3);
        CHECK(scaling.offset[1] == 4);
        CHECK(scaling.factor[0] == 5);
        CHECK(scaling.factor[1] == 6);
    }
}

TEST_CASE_TEMPLATE("deviations within the promised range are found", T, float, double) {
    const double limits[2][5] = {{3e-38, 1e-25, 1e-18, 1e14, 3e37},
                                 {6e-308, 1e-200, 1e-153, 1e149, 1e307}};
    for (const double deviation : limits[sizeof(T) == 8]) {
        standard_scaler<T, 1> scaler;
        const T d = static_cast<T>(deviation);
        const T x[1][4] = {{d, -d, d, -d}};
        CHECK(scaler.add(x) == status::ok);
        input_scaling<of_features<T, 1>> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        CHECK(std::fabs(static_cast<double>(scaling.offset[0])) <= 8 * 2 * rounding<T> * deviation);
        CHECK(std::fabs(static_cast<double>(scaling.factor[0]) * deviation - 1) < 20 * rounding<T>);
    }
}

TEST_CASE_TEMPLATE("a scaler starts again when {} is assigned", T, float, double) {
    standard_scaler<T, 1> scaler;
    const T x[1][2] = {{1, 3}};
    CHECK(scaler.add(x) == status::ok);
    scaler = {};
    CHECK(scaler.samples() == 0);
    const T other[1][2] = {{10, 14}};
    CHECK(scaler.add(other) == status::ok);
    input_scaling<of_features<T, 1>> scaling;
    CHECK(scaler.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == 12);
    CHECK(scaling.factor[0] == T(0.5));
}

TEST_CASE_TEMPLATE("more samples than can be counted are refused unseen", T, float, double) {
    standard_scaler<T, 1> scaler;
    const T x[1] = {1};
    CHECK(scaler.add(x) == status::ok);
    CHECK(scaler.add(picomlp::sample_view<const T, 1>(x, UINT32_MAX)) == status::too_many_samples);
    CHECK(scaler.samples() == 1);
}
