// SPDX-License-Identifier: MIT
#include "picomlp/network/sample_data.hpp"

#include <type_traits>
#include <vector>

#include "doctest_config.hpp"

using picomlp::feature_major;
using picomlp::sample_order;
using picomlp::sample_view;

TEST_CASE("an array of features x samples is a view of all of it") {
    float x[2][3] = {{0, 1, 2}, {10, 11, 12}};
    const sample_view<float, 2> all = x;
    CHECK(all.samples() == 3);
    CHECK(all.stride() == 3);
    CHECK(all(1, 2) == 12);
    all(0, 1) = 7;
    CHECK(x[0][1] == 7);
    CHECK(feature_major(x).data() == all.data());
    CHECK(feature_major(x).samples() == 3);
    static_assert(decltype(feature_major(x))::features == 2);
}

TEST_CASE("an array of features is a single sample") {
    const double sample[] = {4, 5, 6};
    const sample_view<const double, 3> one = sample;
    CHECK(one.samples() == 1);
    CHECK(one(0, 0) == 4);
    CHECK(one(2, 0) == 6);
    const sample_view<const double, 3, sample_order::sample_major> other = sample;
    CHECK(other.samples() == 1);
    CHECK(other(2, 0) == 6);
}

TEST_CASE("a slice is the same storage, some samples later") {
    float x[2][5] = {{0, 1, 2, 3, 4}, {10, 11, 12, 13, 14}};
    const auto middle = feature_major(x).slice(1, 3);
    CHECK(middle.samples() == 3);
    CHECK(middle(0, 0) == 1);
    CHECK(middle(1, 2) == 13);
    CHECK(middle.slice(2, 1)(1, 0) == 13);
    CHECK(middle.slice(0, 0).samples() == 0);
}

TEST_CASE("rows may lie further apart than there are samples") {
    float storage[] = {1, 2, 3, -1, -1, 4, 5, 6};
    const sample_view<float, 2> view(storage, 3, 5);
    CHECK(view(0, 2) == 3);
    CHECK(view(1, 0) == 4);
    CHECK(view(1, 2) == 6);
}

TEST_CASE("a view becomes a view for reading, never the other way") {
    float x[2][2] = {{1, 2}, {3, 4}};
    const sample_view<float, 2> writing = x;
    const sample_view<const float, 2> reading = writing;
    CHECK(&reading(1, 1) == &x[1][1]);
    CHECK(reading.samples() == 2);
    using for_reading = sample_view<const float, 2>;
    using for_writing = sample_view<float, 2>;
    static_assert(!std::is_convertible_v<for_reading, for_writing>);
    static_assert(std::is_convertible_v<float(&)[2][2], for_reading>);
}

TEST_CASE("a view of samples one after another counts the other way") {
    float x[3][2] = {{0, 10}, {1, 11}, {2, 12}};
    const sample_view<float, 2, sample_order::sample_major> all = x;
    CHECK(all.samples() == 3);
    CHECK(all.stride() == 2);
    CHECK(all.data() == x[0]);
    CHECK(all(1, 2) == 12);
    const auto middle = all.slice(1, 2);
    CHECK(middle.samples() == 2);
    CHECK(middle(0, 0) == 1);
    CHECK(middle(1, 1) == 12);
    const sample_view<const float, 2, sample_order::sample_major> reading = all;
    CHECK(&reading(1, 0) == &x[0][1]);
    using by_feature = sample_view<float, 2>;
    using by_sample = sample_view<float, 2, sample_order::sample_major>;
    static_assert(!std::is_convertible_v<by_sample, by_feature>);
    static_assert(!std::is_convertible_v<by_feature, by_sample>);
    static_assert(!std::is_convertible_v<float(&)[3][2], by_feature>);
    static_assert(std::is_convertible_v<float(&)[2][2], by_sample>);
}

TEST_CASE("a loop over a view meets every number, as they lie in memory, and nothing between") {
    float storage[] = {1, 2, 3, -1, -1, 4, 5, 6};
    const auto numbers = [](const auto& view) {
        std::vector<float> met;
        for (const float number : view) met.push_back(number);
        CHECK(met.size() == view.size());
        return met;
    };
    const std::vector<float> expected = {1, 2, 3, 4, 5, 6};
    CHECK(numbers(sample_view<float, 2>(storage, 3, 5)) == expected);
    CHECK(numbers(sample_view<float, 3, sample_order::sample_major>(storage, 2, 5)) == expected);
    CHECK(numbers(sample_view<float, 2>(storage, 0, 5)).empty());
    CHECK(numbers(sample_view<float, 3, sample_order::sample_major>(storage, 0, 5)).empty());
    for (float& number : sample_view<float, 2>(storage, 3, 5)) number = 9;
    CHECK(storage[2] == 9);
    CHECK(storage[3] == -1);
    CHECK(storage[7] == 9);
}
