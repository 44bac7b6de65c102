// SPDX-License-Identifier: MIT
#include "picomlp/loss/one_hot.hpp"

#include <array>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/network/sample_view.hpp"

using picomlp::one_hot;
using picomlp::status;

TEST_CASE_TEMPLATE("one_hot puts a 1 in the row of each sample's label", T, float, double) {
    const uint8_t labels[4] = {2, 0, 1, 2};
    T y[3][5];
    for (auto& row : y) {
        for (T& v : row) v = T(-7);
    }
    REQUIRE(one_hot<T>(labels, 3, 4, {y[0], 5}) == status::ok);
    const T expected[3][5] = {{0, 1, 0, 0, -7}, {0, 0, 1, 0, -7}, {1, 0, 0, 1, -7}};
    CHECK(std::memcmp(y, expected, sizeof y) == 0);
}

TEST_CASE_TEMPLATE("one_hot refuses a label that is no class, and leaves y as it was", T, float,
                   double) {
    for (const uint8_t bad : {3, 4, 255}) {
        for (int at = 0; at < 3; ++at) {
            uint8_t labels[3] = {2, 0, 1};
            labels[at] = bad;
            T y[9];
            for (T& v : y) v = T(-7);
            CHECK(one_hot<T>(labels, 3, 3, {y, 3}) == status::label_out_of_range);
            int changed = 0;
            for (const T v : y) changed += v != T(-7);
            CHECK(changed == 0);
        }
    }
}

TEST_CASE_TEMPLATE("one_hot needs at least one sample, and leaves y as it was", T, float, double) {
    T y[3] = {T(-7), T(-7), T(-7)};
    const uint8_t label = 0;
    CHECK(one_hot<T>(&label, 3, 0, {y, 1}) == status::no_samples);
    CHECK(y[0] == T(-7));
    CHECK(y[1] == T(-7));
    CHECK(y[2] == T(-7));
}

TEST_CASE_TEMPLATE("one_hot knows 256 classes", T, float, double) {
    const uint8_t label = 255;
    T y[256];
    REQUIRE(one_hot<T>(&label, 256, 1, {y, 1}) == status::ok);
    CHECK(y[255] == T(1));
    CHECK(y[0] == T(0));
    CHECK(y[254] == T(0));
}

#define EVERY_INTEGER                                                                 \
    char, signed char, unsigned char, short, unsigned short, int, unsigned int, long, \
        unsigned long, long long, unsigned long long

TEST_CASE_TEMPLATE("one_hot takes labels of every integer type", Label, EVERY_INTEGER) {
    const Label labels[4] = {2, 0, 1, 2};
    const float expected[3][4] = {{0, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 0, 1}};
    float y[3][4];
    for (auto& row : y) {
        for (float& v : row) v = -7;
    }
    REQUIRE(one_hot<float>(labels, 3, 4, {y[0], 4}) == status::ok);
    CHECK(std::memcmp(y, expected, sizeof y) == 0);
    const double expected_double[3][4] = {{0, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 0, 1}};
    double z[3][4];
    REQUIRE(one_hot(labels, z) == status::ok);
    CHECK(std::memcmp(z, expected_double, sizeof z) == 0);
    float from_vector[3][4];
    REQUIRE(one_hot(std::vector<Label>(labels, labels + 4),
                    picomlp::sample_view<float, 3>(from_vector)) == status::ok);
    CHECK(std::memcmp(from_vector, expected, sizeof y) == 0);
}

TEST_CASE_TEMPLATE("a label is refused that is negative, or too large for 32 bits", Label,
                   signed char, short, int, long, long long, unsigned long long) {
    for (const Label bad : {Label(-1), Label(-100), Label(3), static_cast<Label>(1ULL << 32 | 1U),
                            static_cast<Label>(1ULL << 63)}) {
        // What the last two are cut to by a type of 32 bits or fewer is a class.
        if (static_cast<unsigned long long>(bad) < 3) continue;
        std::array<Label, 3> labels = {2, 0, 1};
        labels[1] = bad;
        float y[3][3];
        for (auto& row : y) {
            for (float& v : row) v = -7;
        }
        CHECK(one_hot(labels, y) == status::label_out_of_range);
        CHECK(one_hot(labels, picomlp::sample_view<float, 3>(y)) == status::label_out_of_range);
        CHECK(one_hot<float>(labels.data(), 3, 3, {y[0], 3}) == status::label_out_of_range);
        for (const auto& row : y) {
            for (const float v : row) CHECK(v == -7);
        }
    }
}

TEST_CASE("as many labels as samples, or nothing is written") {
    float y[3][4];
    for (auto& row : y) {
        for (float& v : row) v = -7;
    }
    const picomlp::sample_view<float, 3> view(y);
    for (const size_t count : {size_t{0}, size_t{3}, size_t{5}}) {
        const std::vector<int> labels(count, 1);
        CHECK(one_hot(labels, y) == status::mismatched_samples);
        CHECK(one_hot(labels, view) == status::mismatched_samples);
    }
    CHECK(one_hot(std::vector<int>(), view.slice(0, 0)) == status::no_samples);
    for (const auto& row : y) {
        for (const float v : row) CHECK(v == -7);
    }
}

TEST_CASE("one_hot leaves what lies between a view's rows") {
    float y[3][5];
    for (auto& row : y) {
        for (float& v : row) v = -7;
    }
    const std::array<long, 2> labels = {2, 0};
    REQUIRE(one_hot(labels, picomlp::sample_view<float, 3>(y).slice(1, 2)) == status::ok);
    const float expected[3][5] = {{-7, 0, 1, -7, -7}, {-7, 0, 0, -7, -7}, {-7, 1, 0, -7, -7}};
    CHECK(std::memcmp(y, expected, sizeof y) == 0);
}
