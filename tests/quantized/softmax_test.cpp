// SPDX-License-Identifier: MIT
#include "picomlp/quantized/softmax.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "doctest_config.hpp"

using picomlp::apply_softmax;
using picomlp::softmax_of;

namespace {

std::vector<std::int8_t> softmax_of_row(float scale, std::vector<std::int8_t> q) {
    apply_softmax(softmax_of(scale), static_cast<std::uint32_t>(q.size()), q.data());
    return q;
}

using row = std::vector<std::int8_t>;

}  // namespace

TEST_CASE("a row's shares of 256") {
    CHECK(softmax_of_row(0.1F, row{17}) == row{127});  // 1 has no number: the largest there is
    CHECK(softmax_of_row(0.1F, row{5, 5}) == row{0, 0});
    CHECK(softmax_of_row(0.1F, row{-128, -128, -128, -128}) == row{-64, -64, -64, -64});
    // 1 / (1 + exp(-1)) = 0.7311, of 256 187.2
    CHECK(softmax_of_row(0.1F, row{0, 10}) == row{69 - 128, 187 - 128});
    CHECK(softmax_of_row(0.1F, row{100, 110}) == row{69 - 128, 187 - 128});
    CHECK(softmax_of_row(0.1F, row{-128, 127}) == row{-128, 127});
}

TEST_CASE("scales of any size") {
    // Beyond 16 a single step leaves nothing; below 2^-26 255 of them are nothing.
    for (const float scale : {16.0F, 31.0F, 32.0F, 1e9F, 3e38F}) {
        CAPTURE(scale);
        CHECK(softmax_of_row(scale, row{3, 4, 3}) == row{-128, 127, -128});
        CHECK(softmax_of_row(scale, row{4, 4, -128}) == row{0, 0, -128});
        CHECK(softmax_of(scale).least_difference == 0);
    }
    for (const float scale : {0x1p-27F, 0x1p-60F, 0x1p-126F}) {
        CAPTURE(scale);
        CHECK(softmax_of_row(scale, row{-128, 127}) == row{0, 0});
        CHECK(softmax_of(scale).least_difference == -256);
    }
    CHECK(softmax_of(0.1F).least_difference == -248);  // 31 / 2^-3, as the scale is below 1 / 8
}

TEST_CASE("as many outputs as a layer may have") {
    // 1/256 is one unit, 1/511 rounds up to one, and 1/512 down to none.
    for (const std::size_t count : {256U, 511U, 513U, 4095U, 4096U, 8192U, 65535U}) {
        CAPTURE(count);
        const row y = softmax_of_row(0.1F, row(count, 7));
        const std::int8_t share = count <= 511 ? -127 : -128;
        CHECK(y == row(count, share));
    }
    row one_of_many(65535, -128);
    one_of_many[40000] = 127;
    row expected(65535, -128);
    expected[40000] = 127;
    CHECK(softmax_of_row(0.2F, one_of_many) == expected);
}
