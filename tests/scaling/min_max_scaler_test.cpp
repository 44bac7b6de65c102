// SPDX-License-Identifier: MIT
#include "picomlp/scaling/min_max_scaler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "golden/scaling.hpp"
#include "scaling_cases.hpp"

using picomlp::input_scaling;
using picomlp::min_max_scaler;
using picomlp::scale_samples;
using picomlp::status;
using testing::of_features;
using testing::rounding;
using testing::same_scaling;

TEST_CASE_TEMPLATE("smallest and largest are those of the samples", T, float, double) {
    for (const auto& c : golden::feature_cases) {
        if (!testing::is_for<T>(c.name)) continue;
        INFO(c.name);
        T x[1][64];
        for (int s = 0; s < 64; ++s) x[0][s] = static_cast<T>(c.x[s]);
        min_max_scaler<T, 1> scaler;
        CHECK(scaler.add(x) == status::ok);
        input_scaling<of_features<T, 1>> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        CHECK(static_cast<double>(scaling.offset[0]) == c.smallest);
        // The range is rounded, and its inverse.
        CHECK(std::fabs(static_cast<double>(scaling.factor[0]) / c.range_factor - 1) <=
              2.01 * rounding<T> + rounding<double>);
    }
}

TEST_CASE_TEMPLATE("training samples stay between 0 and a power of two", T, float, double) {
    std::mt19937 random(4);
    for (int round = 0; round < 3000; ++round) {
        const T high = T(1 << (round % 3));
        min_max_scaler<T, 1> scaler(0, high);
        T x[1][8];
        for (T& value : x[0]) {
            value = static_cast<T>(static_cast<double>(random()) / 4294967296.0 + round);
        }
        CHECK(scaler.add(x) == status::ok);
        input_scaling<of_features<T, 1>> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        T scaled[1][8];
        CHECK(scale_samples(scaling, x, scaled) == status::ok);
        const auto [least, most] = std::minmax_element(scaled[0], scaled[0] + 8);
        CHECK(*least == 0);
        CHECK(*most <= high);
        CHECK(*most >= high * (1 - std::numeric_limits<T>::epsilon() / 2));
    }
}

TEST_CASE_TEMPLATE("any bounds are met within the promised roundings", T, float, double) {
    std::mt19937 random(5);
    const T bounds[][2] = {{-1, 1}, {T(0.1), T(0.9)}, {-3, -1}, {5, 500}};
    for (int round = 0; round < 2000; ++round) {
        const T low = bounds[round % 4][0];
        const T high = bounds[round % 4][1];
        min_max_scaler<T, 1> scaler(low, high);
        T x[1][8];
        for (T& value : x[0]) {
            value = static_cast<T>(static_cast<double>(random()) / 4294967296.0 + round / 4 - 100);
        }
        CHECK(scaler.add(x) == status::ok);
        input_scaling<of_features<T, 1>> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        const double size = std::fabs(static_cast<double>(low)) +
                            std::fabs(static_cast<double>(high)) +
                            std::fabs(static_cast<double>(scaling.offset[0] * scaling.factor[0]));
        T scaled[1][8];
        CHECK(scale_samples(scaling, x, scaled) == status::ok);
        const auto [least, most] = std::minmax_element(scaled[0], scaled[0] + 8);
        CHECK(std::fabs(static_cast<double>(*least - low)) <= 6 * rounding<T> * size);
        CHECK(std::fabs(static_cast<double>(*most - high)) <= 6 * rounding<T> * size);
    }
}

TEST_CASE_TEMPLATE("a feature of one value counts as having a range of 1", T, float, double) {
    min_max_scaler<T, 1> plain;
    min_max_scaler<T, 1> centred(-1, 3);
    const T x[1][3] = {{7, 7, 7}};
    CHECK(plain.add(x) == status::ok);
    CHECK(centred.add(x) == status::ok);
    input_scaling<of_features<T, 1>> scaling;
    CHECK(plain.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == 7);
    CHECK(scaling.factor[0] == 1);
    CHECK(centred.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == T(7.25));
    CHECK(scaling.factor[0] == 4);
    T scaled[1][3];
    CHECK(scale_samples(scaling, x, scaled) == status::ok);
    CHECK(scaled[0][2] == -1);
}

TEST_CASE_TEMPLATE("ranges are the same however the samples are split over calls", T, float,
                   double) {
    using net = of_features<T, 3>;
    const auto numbers = testing::some_numbers<T>();
    min_max_scaler<T, 3> whole(-1, 1);
    testing::add_in_pieces(whole, numbers, 200);
    input_scaling<net> expected;
    CHECK(whole.result(expected) == status::ok);
    for (const uint32_t piece : {1, 3, 64, 199}) {
        min_max_scaler<T, 3> scaler(-1, 1);
        testing::add_in_pieces(scaler, numbers, piece);
        CHECK(scaler.samples() == 200);
        input_scaling<net> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        CHECK(same_scaling(scaling, expected));
    }
}

TEST_CASE_TEMPLATE("what cannot be scaled leaves scaling and scaler as they were", T, float,
                   double) {
    using net = of_features<T, 1>;
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T positive_infinity = std::numeric_limits<T>::infinity();
    const T large = std::numeric_limits<T>::max();
    const T tiny = std::numeric_limits<T>::denorm_min();
    input_scaling<net> scaling{{T(3)}, {T(4)}};
    const T x[1][2] = {{1, 2}};

    min_max_scaler<T, 1> empty;
    CHECK(empty.result(scaling) == status::no_samples);
    CHECK(empty.add(picomlp::feature_major(x).slice(0, 0)) == status::no_samples);
    for (const T bad : {nan, positive_infinity, -positive_infinity}) {
        const T wrong[1][2] = {{1, bad}};
        CHECK(empty.add(wrong) == status::not_finite_input);
        CHECK(empty.samples() == 0);
    }
    const T bounds[][2] = {
        {1, 1},         {2, 1}, {nan, 1}, {0, nan}, {-positive_infinity, 1}, {0, positive_infinity},
        {-large, large}};
    for (const auto& bound : bounds) {
        min_max_scaler<T, 1> scaler(bound[0], bound[1]);
        CHECK(scaler.add(x) == status::ok);
        CHECK(scaler.result(scaling) == status::bad_argument);
    }
    const T ranges[][2] = {{-large, large}, {0, tiny}};
    for (const auto& range : ranges) {
        min_max_scaler<T, 1> scaler;
        const T wide[1][2] = {{range[0], range[1]}};
        CHECK(scaler.add(wide) == status::ok);
        CHECK(scaler.result(scaling) == status::beyond_range);
    }
    CHECK(scaling.offset[0] == 3);
    CHECK(scaling.factor[0] == 4);
}

TEST_CASE_TEMPLATE("more samples than can be counted are refused unseen", T, float, double) {
    min_max_scaler<T, 1> scaler;
    const T x[1] = {1};
    CHECK(scaler.add(x) == status::ok);
    CHECK(scaler.add(picomlp::sample_view<const T, 1>(x, UINT32_MAX)) == status::too_many_samples);
    CHECK(scaler.samples() == 1);
}
