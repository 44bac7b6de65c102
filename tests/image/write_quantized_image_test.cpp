// SPDX-License-Identifier: MIT
// The writer of images of int8: golden bytes, pieces, and what it refuses.
#include "picomlp/image/write_quantized_image.hpp"

#include <limits>

#include "doctest_config.hpp"
#include "image/quantized_cases.hpp"
#include "image/writing.hpp"

namespace {

using namespace testing;
using picomlp::status;

/// Neither way writes anything.
template <class Change>
void refuses(status expected, Change change) {
    int8_every_section given;
    change(given);
    check_refused(given.contents, expected);
}

}  // namespace

TEST_CASE("images of int8 have the bytes that the writer in Python gives") {
    CHECK(written(int8_every_section().contents) == golden_int8());
    CHECK(written(int8_every_section(true).contents) == golden_int8_single());
    CHECK(written(int8_smallest().contents) == golden_int8_smallest());
}

TEST_CASE("a layer without biases is written with biases of 0") {
    int8_smallest given;
    given.owned[0].biases[0] = 0;
    const bytes zeros = written(given.contents);
    CHECK(zeros != golden_int8_smallest());
    given.layers[0].biases = nullptr;
    CHECK(written(given.contents) == zeros);
}

TEST_CASE("pieces make up the whole image of int8, and a failure ends the writing") {
    const int8_every_section given;
    recorder all;
    REQUIRE(picomlp::write_image(given.contents, recorder::write, &all) == status::ok);
    CHECK(all.kept == golden_int8());
    for (int call = 0; call < all.calls; ++call) {
        recorder some;
        some.fails_at = call;
        CHECK(picomlp::write_image(given.contents, recorder::write, &some) == status::diverged);
        CHECK(some.calls == call + 1);
    }
}

TEST_CASE("too little memory for an image of int8 is left alone") {
    const int8_every_section given;
    const std::size_t size = picomlp::image_bytes(given.contents);
    bytes to(size + 3, 0x5a);
    CHECK(picomlp::write_image(given.contents, to.data(), size - 1) == status::too_little_memory);
    CHECK(to == bytes(size + 3, 0x5a));
    CHECK(picomlp::write_image(given.contents, to.data() + 1, size + 2) == status::ok);
    CHECK(bytes(to.begin() + 1, to.begin() + 1 + size) == golden_int8());
    CHECK((to[0] == 0x5a && to[size + 1] == 0x5a && to[size + 2] == 0x5a));
}

TEST_CASE("contents that are no network of int8 are refused") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    using given = int8_every_section;
    refuses(status::unusable_shape, [](given& g) { g.contents.network = {}; });
    refuses(status::unusable_shape, [](given& g) { g.layers[1].outputs = 0; });
    refuses(status::unusable_shape, [](given& g) { g.layers[1].weights = nullptr; });
    refuses(status::bad_argument, [](given& g) { g.layers[1].zero_point = 128; });
    refuses(status::bad_argument, [](given& g) { g.owned[2].multipliers[1].shift = 31; });
    refuses(status::bad_argument, [](given& g) { g.contents.rounding = 0; });
    refuses(status::not_finite_input, [&](given& g) { g.layers[0].activation_parameter = nan; });
    refuses(status::bad_argument, [](given& g) { g.contents.scaling.features = 2; });
    refuses(status::bad_argument, [](given& g) { g.target_scale[0] = -0.0F; });
    refuses(status::bad_argument, [](given& g) { g.feature_names[2] = nullptr; });
    refuses(status::bad_argument, [](given& g) { g.contents.class_name_count = 3; });
    refuses(status::not_finite_input, [&](given& g) { g.y[2] = nan; });
}
