// SPDX-License-Identifier: MIT
// Images made with bad intent, or by another version: their checksums are right.
#include <initializer_list>
#include <limits>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "image/opening.hpp"
#include "picomlp/image/image.hpp"

namespace {

using namespace testing;
using picomlp::status;

/// For literals and variables together, of which not every target's compiler finds one type.
using words = std::initializer_list<std::uint32_t>;

enum kind : std::uint32_t {
    layers = 1,
    parameters,
    scaling,
    targets,
    features,
    classes,
    tests,
    text
};

/// An image of every section whose bytes are changed.
template <class Change>
status after(Change change) {
    bytes image = golden_every_section();
    change(image);
    seal(image);
    return open_everywhere<picomlp::basic_image<float>>(image);
}

/// An image of every section that is taken apart and put together again.
template <class Change>
status with(Change change) {
    loose_image image(golden_every_section());
    change(image);
    return open_everywhere<picomlp::basic_image<float>>(image.whole());
}

/// Where the table has the section of this kind.
std::size_t record(std::uint32_t kind) { return 32 + 16 * (kind - 1); }
constexpr unsigned at_offset = 4, at_bytes = 8, at_count = 12;

constexpr std::uint32_t nan_bits = 0x7fc00000;
constexpr std::uint32_t infinity_bits = 0xff800000;

}  // namespace

TEST_CASE("an image that is taken apart and put together again is accepted") {
    CHECK(with([](loose_image&) {}) == status::ok);
    CHECK(after([](bytes&) {}) == status::ok);
    const loose_image image(golden_every_section());
    CHECK(open_everywhere<picomlp::basic_image<float>>(image.whole(16)) == status::ok);
    CHECK(open_everywhere<picomlp::basic_image<float>>(image.whole(4096)) == status::ok);
}

TEST_CASE("only layers and parameters have to be there") {
    for (const std::uint32_t kind : {scaling, targets, features, classes, tests, text}) {
        CHECK(with([&](loose_image& i) { i.remove(kind); }) == status::ok);
    }
    CHECK(with([](loose_image& i) { i.remove(parameters); }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i.remove(layers); }) == status::unusable_shape);
    CHECK(with([](loose_image& i) { i.sections.clear(); }) == status::unusable_shape);
}

TEST_CASE("newer images are read as far as they can be") {
    CHECK(after([](bytes& i) { set16(i, 14, 65535); }) == status::ok);
    CHECK(with([](loose_image& i) { i[9] = {9, 0, 77, bytes(33, 0x5a)}; }) == status::ok);
    CHECK(with([](loose_image& i) { i[0x8001] = {0x8001, 0, 0, {}}; }) == status::ok);
    CHECK(with([](loose_image& i) { i[9] = {9, 1, 0, {}}; }) == status::unsupported_version);
    CHECK(after([](bytes& i) { set16(i, 12, 2); }) == status::unsupported_version);
    CHECK(after([](bytes& i) { set16(i, 12, 0); }) == status::unsupported_version);
    CHECK(after([](bytes& i) { i[16] = 0; }) == status::unsupported_version);
    CHECK(after([](bytes& i) { i[16] = 3; }) == status::unsupported_version);
    CHECK(after([](bytes& i) { i[17] = 2; }) == status::unsupported_version);
    for (std::size_t reserved = 24; reserved < 32; ++reserved) {
        CHECK(after([&](bytes& i) { i[reserved] = 0x80; }) == status::unsupported_version);
    }
    CHECK(after([](bytes& i) { set16(i, record(text) + 2, 2); }) == status::unsupported_version);
    CHECK(after([](bytes& i) { set16(i, record(text) + 2, 0x8000); }) ==
          status::unsupported_version);
    CHECK(after([](bytes& i) { set16(i, record(text) + 2, 1); }) == status::ok);
}

TEST_CASE("sections that are not in order, or twice there, are refused") {
    CHECK(with([](loose_image& i) { std::swap(i.sections[2], i.sections[3]); }) ==
          status::damaged_data);
    CHECK(with([](loose_image& i) { i.sections[4] = i.sections[3]; }) == status::damaged_data);
    CHECK(after([](bytes& i) { set16(i, record(layers), 0); }) == status::damaged_data);
}

TEST_CASE("sections that lie where they must not are refused") {
    const std::uint32_t size = static_cast<std::uint32_t>(golden_every_section().size());
    for (const std::uint32_t kind : {layers, parameters, targets, tests, text}) {
        const std::uint32_t right = get32(golden_every_section(), record(kind) + at_offset);
        for (const std::uint32_t wrong :
             words{0U, 16U, 32U, right - 16, right + 8, right + 1, size - 16, size, size + 16,
                   0x80000000U, 0xfffffff0U}) {
            CAPTURE(kind);
            CAPTURE(wrong);
            CHECK(after([&](bytes& i) { set32(i, record(kind) + at_offset, wrong); }) ==
                  status::damaged_data);
        }
        for (const std::uint32_t wrong :
             words{0xffffffffU, 0U - right, 0U - right - 4, size - right, size - right - 3, size}) {
            CAPTURE(kind);
            CAPTURE(wrong);
            CHECK(after([&](bytes& i) { set32(i, record(kind) + at_bytes, wrong); }) ==
                  status::damaged_data);
        }
    }
    // Over another one's contents.
    CHECK(after([&](bytes& i) {
              set32(i, record(scaling) + at_offset, get32(i, record(parameters) + at_offset) + 16);
          }) == status::damaged_data);
    CHECK(after([](bytes& i) { set16(i, 18, 9); }) == status::damaged_data);
    CHECK(after([](bytes& i) { set16(i, 18, 7); }) == status::damaged_data);
    CHECK(after([](bytes& i) { set16(i, 18, 0); }) == status::damaged_data);
    CHECK(after([](bytes& i) { set16(i, 18, 65535); }) == status::damaged_data);
    CHECK(after([](bytes& i) {
              set16(i, 18, 65535);
              set16(i, record(layers) + 2, 2);
          }) == status::damaged_data);
}

TEST_CASE("zeros up to the end of memory, the checksum among them, hide no wrong section") {
    loose_image loose(golden_smallest());
    loose[9] = {9, 0, 0, bytes(16, 0)};
    const bytes right = loose.whole(16);
    const std::size_t unknown = 32 + 16 * 2;
    const std::uint32_t offset = get32(right, unknown + at_offset);
    const auto refused = [&](std::uint32_t wrong_offset, std::uint32_t wrong_size) {
        bytes image = right;
        set32(image, unknown + at_offset, wrong_offset);
        set32(image, unknown + at_bytes, wrong_size);
        seal_with_zero(image, unknown + at_count);
        CHECK(get32(image, image.size() - 4) == 0);
        return open_everywhere<picomlp::basic_image<double>>(image) == status::damaged_data;
    };
    CHECK_FALSE(refused(offset, 16));
    CHECK(refused(0, 0));
    CHECK(refused(0xfffffff0, 0));
    CHECK(refused(static_cast<std::uint32_t>(right.size()), 0));
    CHECK(refused(offset, 0U - 4));
    CHECK(refused(offset, 0U - 16));
}

TEST_CASE("bytes between sections are zeros") {
    const bytes right = golden_every_section();
    std::size_t gaps = 0;
    for (std::uint32_t kind = layers; kind <= text; ++kind) {
        const std::size_t end =
            get32(right, record(kind) + at_offset) + get32(right, record(kind) + at_bytes);
        const std::size_t next =
            kind == text ? right.size() - 4 : get32(right, record(kind + 1) + at_offset);
        for (std::size_t between = end; between < next; ++between, ++gaps) {
            CHECK(after([&](bytes& i) { i[between] = 1; }) == status::damaged_data);
        }
    }
    CHECK(gaps > 8);
}

TEST_CASE("the stated length is one that an image has") {
    for (const std::uint32_t length : {16U, 32U, 48U, 160U, 448U}) {
        bytes image = golden_every_section();
        image.resize(length < 48 ? 48 : length);
        set32(image, 8, length);
        seal(image);
        CHECK(open_everywhere<picomlp::basic_image<float>>(image) == status::damaged_data);
    }
    // The parts are all within the bytes at hand, but not within the length.
    bytes image = golden_every_section();
    const std::size_t length = 432;
    set32(image, 8, length);
    set32(image, length - 4, picomlp::crc32(0, image.data(), length - 4));
    CHECK(open_everywhere<picomlp::basic_image<float>>(image) == status::damaged_data);
}

TEST_CASE("shapes that no network has are refused") {
    for (const std::uint32_t wrong : {0U, 65536U, 70000U, 0xffffffffU}) {
        CHECK(after([&](bytes& i) { set32(i, 20, wrong); }) == status::unusable_shape);
        for (const std::size_t unit : {0, 16}) {
            CHECK(with([&](loose_image& i) { set32(i[layers].contents, unit, wrong); }) ==
                  status::unusable_shape);
        }
    }
    for (const std::uint32_t wrong : {0U, 256U, 0xffffffffU}) {
        CHECK(with([&](loose_image& i) { i[layers].count = wrong; }) == status::unusable_shape);
    }
    for (const std::uint32_t wrong : {1U, 3U, 255U}) {
        CHECK(with([&](loose_image& i) { i[layers].count = wrong; }) == status::damaged_data);
    }
    CHECK(with([](loose_image& i) { i[layers].contents.push_back(0); }) == status::damaged_data);
    CHECK(with([](loose_image& i) { set32(i[layers].contents, 8, nan_bits); }) ==
          status::damaged_data);
    CHECK(with([](loose_image& i) { set32(i[layers].contents, 12, 1); }) == status::damaged_data);
    // Other activations and parameters of theirs are for networks to judge.
    CHECK(with([](loose_image& i) { set32(i[layers].contents, 4, 0xdeadbeef); }) == status::ok);
    CHECK(with([](loose_image& i) { set32(i[layers].contents, 8, 0x3f000000); }) == status::ok);
}

TEST_CASE("counts that wrap around in 32 bits are refused") {
    // (65535 + 1) 65535 + (65535 + 1) 1 + (1 + 1) 1 = 2^32 + 2 parameters.
    loose_image image(golden_smallest());
    set32(image.header, 20, 65535);
    image[layers].contents.resize(48);
    image[layers].count = 3;
    set32(image[layers].contents, 0, 65535);
    set32(image[layers].contents, 16, 1);
    set32(image[layers].contents, 32, 1);
    REQUIRE(image[parameters].count == 2);
    CHECK_FALSE(ok(open_everywhere<picomlp::basic_image<double>>(image.whole())));
    // 16 bytes for each sample: 2^28 + 3 of them have those of 3.
    CHECK(with([](loose_image& i) { i[tests].count += 1U << 28; }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i[scaling].count += 1U << 29; }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i[parameters].count += 1U << 30; }) == status::damaged_data);
}

TEST_CASE("sections of another size than the shape asks for are refused") {
    for (const std::uint32_t kind :
         {parameters, scaling, targets, features, classes, tests, text}) {
        CAPTURE(kind);
        for (const int step : {-1, 1}) {
            CHECK(with([&](loose_image& i) { i[kind].count += static_cast<unsigned>(step); }) ==
                  status::damaged_data);
        }
        CHECK(with([&](loose_image& i) { i[kind].count = 0; }) == status::damaged_data);
        CHECK(with([&](loose_image& i) { i[kind].contents.clear(); }) == status::damaged_data);
        CHECK(with([&](loose_image& i) {
                  i[kind].count = 0;
                  i[kind].contents.clear();
              }) == status::damaged_data);
        CHECK(with([&](loose_image& i) { i[kind].contents.push_back(0); }) == status::damaged_data);
        CHECK(with([&](loose_image& i) { i[kind].contents.resize(i[kind].contents.size() - 4); }) ==
              status::damaged_data);
    }
}

TEST_CASE("numbers are finite, and no scale of targets is 0") {
    for (const std::uint32_t kind : {parameters, scaling, targets, tests}) {
        const std::size_t size = loose_image(golden_every_section())[kind].contents.size();
        for (std::size_t at = 0; at < size; at += 4) {
            for (const std::uint32_t bits : words{nan_bits, infinity_bits, 0x7f800001U}) {
                CHECK(with([&](loose_image& i) { set32(i[kind].contents, at, bits); }) ==
                      status::damaged_data);
            }
            CHECK(with([&](loose_image& i) { set32(i[kind].contents, at, 0xff7fffff); }) ==
                  status::ok);
        }
    }
    CHECK(with([](loose_image& i) { set32(i[targets].contents, 4, 0); }) == status::damaged_data);
    CHECK(with([](loose_image& i) { set32(i[targets].contents, 4, 0x80000000); }) ==
          status::damaged_data);
    CHECK(with([](loose_image& i) { set32(i[targets].contents, 4, 1); }) == status::ok);
    CHECK(with([](loose_image& i) { set32(i[targets].contents, 0, 0); }) == status::ok);
    CHECK(with([](loose_image& i) { set32(i[scaling].contents, 12, 0); }) == status::ok);

    for (const std::uint32_t kind : {parameters, scaling, tests}) {
        loose_image image(golden_some_sections());
        const std::size_t last = image[kind].contents.size() - 4;
        set32(image[kind].contents, last, 0x7ff00000);
        CHECK(open_everywhere<picomlp::basic_image<double>>(image.whole()) == status::damaged_data);
        set32(image[kind].contents, last, 0x7fefffff);
        CHECK(open_everywhere<picomlp::basic_image<double>>(image.whole()) == status::ok);
    }
    loose_image image(golden_smallest());
    image[targets] = {targets, 1, 1, bytes(16, 0)};
    CHECK(open_everywhere<picomlp::basic_image<double>>(image.whole()) == status::damaged_data);
    image[targets].contents[8] = 1;
    CHECK(open_everywhere<picomlp::basic_image<double>>(image.whole()) == status::ok);
}

TEST_CASE("texts are as many as stated, and the last one ends") {
    CHECK(with([](loose_image& i) { i[features].contents.back() = 'm'; }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i[features].contents[0] = 0; }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i[text].contents[3] = 0; }) == status::damaged_data);
    CHECK(with([](loose_image& i) {
              i[text].contents[3] = 0;
              i[text].count = 2;
          }) == status::damaged_data);
    CHECK(with([](loose_image& i) {
              i[features].contents[0] = 0;
              i[features].contents.back() = 'm';
          }) == status::damaged_data);
    CHECK(with([](loose_image& i) { i[features].contents = bytes(3, 0); }) == status::ok);
    // One output has one name or two.
    CHECK(with([](loose_image& i) { i[classes] = {classes, 0, 1, bytes(1, 0)}; }) == status::ok);
    CHECK(with([](loose_image& i) {
              i[classes] = {classes, 0, 3, bytes(3, 0)};
          }) == status::damaged_data);
    loose_image image(golden_some_sections());
    image[classes] = {classes, 0, 2, bytes(2, 0)};
    CHECK(open_everywhere<picomlp::basic_image<double>>(image.whole()) == status::damaged_data);
}
