// SPDX-License-Identifier: MIT
#include "picomlp/scaling/input_scaling.hpp"

#include <limits>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "scaling_cases.hpp"

using picomlp::feature_major;
using picomlp::input_scaling;
using picomlp::sample_view;
using picomlp::scale_samples;
using picomlp::status;
using testing::of_features;
using testing::same_bits;

TEST_CASE("a scaling is plain numbers that can lie in flash") {
    using scaling = input_scaling<of_features<float, 2>>;
    static_assert(std::is_aggregate_v<scaling> && std::is_trivially_copyable_v<scaling>);
    static_assert(sizeof(scaling) == 4 * sizeof(float));
    static constexpr scaling in_flash = {{1, 2}, {3, 4}};
    static_assert(in_flash.offset[1] == 2 && in_flash.factor[0] == 3);
    static constexpr scaling identity = scaling::identity();
    static_assert(identity.offset[0] == 0 && identity.offset[1] == 0);
    static_assert(identity.factor[0] == 1 && identity.factor[1] == 1);
    CHECK(in_flash.factor[1] == 4);
}

TEST_CASE_TEMPLATE("every feature is moved, then stretched, each rounded by itself", T, float,
                   double) {
    const auto numbers = testing::some_numbers<T>();
    const input_scaling<of_features<T, 3>> scaling = {{T(99.7), T(-2.9), T(1.3e-3)},
                                                      {T(0.013), T(-1.7), T(977)}};
    std::vector<T> scaled(numbers.size());
    const sample_view<const T, 3> x(numbers.data(), 200);
    CHECK(scale_samples(scaling, x, sample_view<T, 3>(scaled.data(), 200)) == status::ok);
    int wrong = 0;
    for (int f = 0; f < 3; ++f) {
        for (int s = 0; s < 200; ++s) {
            volatile T moved = numbers[200 * f + s] - scaling.offset[f];
            volatile T expected = moved * scaling.factor[f];
            wrong += !same_bits<T>(scaled[200 * f + s], expected);
        }
    }
    CHECK(wrong == 0);

    std::vector<T> in_place = numbers;
    const sample_view<T, 3> both(in_place.data(), 200);
    CHECK(scale_samples(scaling, both, both) == status::ok);
    CHECK(in_place == scaled);
}

TEST_CASE_TEMPLATE("one sample and arrays of samples are scaled alike", T, float, double) {
    const input_scaling<of_features<T, 2>> scaling = {{10, 20}, {2, T(0.5)}};
    const T x[2][3] = {{10, 11, 12}, {20, 22, 24}};
    T scaled[2][3];
    CHECK(scale_samples(scaling, x, scaled) == status::ok);
    const T expected[2][3] = {{0, 2, 4}, {0, 1, 2}};
    for (int f = 0; f < 2; ++f) {
        for (int s = 0; s < 3; ++s) CHECK(scaled[f][s] == expected[f][s]);
    }
    T sample[2] = {11, 24};
    CHECK(scale_samples(scaling, sample, sample) == status::ok);
    CHECK(sample[0] == 2);
    CHECK(sample[1] == 2);
}

TEST_CASE_TEMPLATE("the identity keeps every bit", T, float, double) {
    const auto numbers = testing::some_numbers<T>();
    std::vector<T> scaled = numbers;
    scaled[5] = T(-0.0);
    const std::vector<T> expected = scaled;
    const sample_view<T, 3> all(scaled.data(), 200);
    CHECK(scale_samples(input_scaling<of_features<T, 3>>::identity(), all, all) == status::ok);
    int different = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        different += !same_bits(scaled[k], expected[k]);
    }
    CHECK(different == 0);
}

TEST_CASE_TEMPLATE("rows with gaps are scaled in place, and the gaps left alone", T, float,
                   double) {
    T x[2][5] = {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}};
    const input_scaling<of_features<T, 2>> scaling = {{1, 2}, {10, 100}};
    const auto middle = feature_major(x).slice(1, 2);
    CHECK(scale_samples(scaling, middle, middle) == status::ok);
    const T expected[2][5] = {{1, 10, 20, 4, 5}, {6, 500, 600, 9, 10}};
    for (int f = 0; f < 2; ++f) {
        for (int s = 0; s < 5; ++s) CHECK(x[f][s] == expected[f][s]);
    }
}

TEST_CASE_TEMPLATE("what cannot be scaled leaves the result as it was", T, float, double) {
    const T positive_infinity = std::numeric_limits<T>::infinity();
    const T large = std::numeric_limits<T>::max();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const input_scaling<of_features<T, 2>> scaling = {{-1, 2}, {T(0.5), 2}};
    T scaled[2][2] = {{3, 4}, {5, 6}};
    const auto check = [&](const auto& chosen, const auto& x, status expected) {
        CHECK(scale_samples(chosen, x, feature_major(scaled)) == expected);
        CHECK(scaled[0][0] == 3);
        CHECK(scaled[0][1] == 4);
        CHECK(scaled[1][0] == 5);
        CHECK(scaled[1][1] == 6);
    };
    for (const T bad :
         {positive_infinity, -positive_infinity, nan, large}) {  // the largest number times 2
        const T x[2][2] = {{1, 2}, {3, bad}};
        check(scaling, feature_major(x), status::not_finite_input);
    }
    const T x[2][3] = {{1, 2, 3}, {4, 5, 6}};
    check(scaling, x, status::mismatched_samples);
    for (const T bad : {positive_infinity, nan}) {
        check(input_scaling<of_features<T, 2>>{{bad, 0}, {1, 1}}, feature_major(x).slice(0, 2),
              status::not_finite_input);
        check(input_scaling<of_features<T, 2>>{{0, 0}, {1, bad}}, feature_major(x).slice(0, 2),
              status::not_finite_input);
    }
    CHECK(scale_samples(scaling, feature_major(x).slice(0, 0), feature_major(scaled).slice(0, 0)) ==
          status::no_samples);
}
