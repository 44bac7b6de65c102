// SPDX-License-Identifier: MIT
// The writer: golden bytes, pieces, and what it refuses.
#include "picomlp/image/write_image.hpp"

#include <limits>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "image/writing.hpp"

namespace {

using namespace testing;
using picomlp::status;

template <class T>
bytes written(const picomlp::image_contents<T>& contents) {
    bytes to(picomlp::image_bytes(contents));
    CHECK(to.size() > 0);
    CHECK(picomlp::write_image(contents, to.data(), to.size()) == status::ok);
    return to;
}

template <class Case, class Change>
void refuses(status expected, Change change) {
    Case changed;
    change(changed);
    check_refused(changed.contents, expected);
}

}  // namespace

TEST_CASE("images have the bytes that the writer in Python gives") {
    CHECK(written(every_section().contents) == golden_every_section());
    CHECK(written(smallest().contents) == golden_smallest());
    CHECK(written(some_sections().contents) == golden_some_sections());
    CHECK(written(with_parameters().contents) == golden_parameters());
    const bytes wide = written(wide_layers().contents);
    CHECK(wide.size() == (is_separate ? golden::wide_separate_bytes : golden::wide_fused_bytes));
    CHECK(picomlp::crc32(0, wide.data(), wide.size() - 4) ==
          (is_separate ? golden::wide_separate_checksum : golden::wide_fused_checksum));
}

TEST_CASE("pieces make up the whole image, and a failure ends the writing") {
    const every_section given;
    recorder all;
    REQUIRE(picomlp::write_image(given.contents, recorder::write, &all) == status::ok);
    CHECK(all.kept == golden_every_section());
    CHECK(all.calls > 20);
    for (int call = 0; call < all.calls; ++call) {
        recorder some;
        some.fails_at = call;
        CHECK(picomlp::write_image(given.contents, recorder::write, &some) == status::diverged);
        CHECK(some.calls == call + 1);
        CHECK(some.kept == bytes(all.kept.begin(), all.kept.begin() + some.kept.size()));
    }
}

TEST_CASE("too little memory is left alone, and more than enough beyond the image") {
    const every_section given;
    const std::size_t size = picomlp::image_bytes(given.contents);
    bytes to(size + 3, 0x5a);
    CHECK(picomlp::write_image(given.contents, to.data(), size - 1) == status::too_little_memory);
    CHECK(to == bytes(size + 3, 0x5a));
    CHECK(picomlp::write_image(given.contents, to.data() + 1, size + 2) == status::ok);
    CHECK(bytes(to.begin() + 1, to.begin() + 1 + size) == golden_every_section());
    CHECK((to[0] == 0x5a && to[size + 1] == 0x5a && to[size + 2] == 0x5a));
}

TEST_CASE("contents that are no model are refused") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    using given = every_section;
    refuses<given>(status::unusable_shape, [](given& g) { g.contents.shape = {}; });
    refuses<given>(status::unusable_shape, [](given& g) { g.layers[1].outputs = 0; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.parameters = nullptr; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.parameters.back() = nan; });
    refuses<given>(status::bad_argument, [](given& g) { g.layers[0].parameter[1] = 1; });
    refuses<given>(status::not_finite_input,
                   [](given& g) { g.layers[0].parameter[0] = 0xff800000; });
    refuses<some_sections>(status::not_finite_input,
                           [](auto& g) { g.layers[2].parameter[1] = 0x7ff00000; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.scaling.features = 2; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.scaling.factor = nullptr; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.factor[2] = infinity; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.offset[0] = nan; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.targets.targets = 2; });
    refuses<given>(status::bad_argument, [](given& g) { g.target_scale[0] = -0.0F; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.target_offset[0] = nan; });
    refuses<given>(status::bad_argument, [](given& g) { g.feature_names[2] = nullptr; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.class_name_count = 3; });
    refuses<given>(status::bad_argument, [](given& g) { g.class_names[0] = nullptr; });
    refuses<some_sections>(status::bad_argument, [](auto& g) { g.contents.class_name_count = 2; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.test_x = nullptr; });
    refuses<given>(status::bad_argument, [](given& g) { g.contents.test_y = nullptr; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.x[4] = infinity; });
    refuses<given>(status::not_finite_input, [&](given& g) { g.y[2] = nan; });
    refuses<given>(status::beyond_range, [](given& g) { g.contents.test_samples = 0xffffffff; });
}
