#include "picomlp/network/sample_view.hpp"

#include <type_traits>

#include "doctest_config.hpp"

using picomlp::sample_view;
using picomlp::samples_of;

TEST_CASE("an array of features x samples is a view of all of it") {
    float x[2][3] = {{0, 1, 2}, {10, 11, 12}};
    const sample_view<float, 2> all = x;
    CHECK(all.samples() == 3);
    CHECK(all.data().stride == 3);
    CHECK(all(1, 2) == 12);
    all(0, 1) = 7;
    CHECK(x[0][1] == 7);
    CHECK(samples_of(x).data().first == all.data().first);
    CHECK(samples_of(x).samples() == 3);
    static_assert(decltype(samples_of(x))::features == 2);
}

TEST_CASE("an array of features is a single sample") {
    const double sample[] = {4, 5, 6};
    const sample_view<const double, 3> one = sample;
    CHECK(one.samples() == 1);
    CHECK(one(0, 0) == 4);
    CHECK(one(2, 0) == 6);
    CHECK(samples_of(sample)(1, 0) == 5);
    static_assert(picomlp::is_one_sample<double[3]>);
    static_assert(!picomlp::is_one_sample<double[3][1]>);
    static_assert(!picomlp::is_one_sample<sample_view<double, 3>>);
}

TEST_CASE("a slice is the same storage, some samples later") {
    float x[2][5] = {{0, 1, 2, 3, 4}, {10, 11, 12, 13, 14}};
    const auto middle = samples_of(x).slice(1, 3);
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
