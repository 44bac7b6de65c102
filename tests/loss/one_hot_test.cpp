#include "picomlp/loss/one_hot.hpp"

#include <cstring>
#include <initializer_list>

#include "doctest_config.hpp"

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
