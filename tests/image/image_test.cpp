// SPDX-License-Identifier: MIT
// Opening images that are whole, and those that are damaged.
#include "picomlp/image/image.hpp"

#include <string>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "image/image_cases.hpp"
#include "image/opening.hpp"

namespace {

using namespace testing;
using picomlp::status;

std::string string_of(picomlp::image_text text) {
    if (text.first == nullptr) return "(none)";
    CHECK(text.first[text.size] == 0);
    return {text.first, text.size};
}

template <class T>
bool are(const T* given, const std::vector<T>& expected) {
    if (expected.empty()) return given == nullptr;
    return std::memcmp(given, expected.data(), expected.size() * sizeof(T)) == 0;
}

template <class T>
void check_contents(const picomlp::basic_image<T>& model, const contents_case<T>& given) {
    CHECK(model.is_open());
    CHECK(model.size() == picomlp::image_bytes(given.contents));
    CHECK(picomlp::same_shape(model.shape(), given.contents.shape));
    CHECK(ok(picomlp::check_shape(model.shape())));
    CHECK(model.parameter_count() == given.parameters.size());
    CHECK(are(model.parameters(), given.parameters));
    CHECK(model.scaling().features == given.offset.size());
    CHECK(are(model.scaling().offset, given.offset));
    CHECK(are(model.scaling().factor, given.factor));
    CHECK(model.targets().targets == given.target_scale.size());
    CHECK(are(model.targets().offset, given.target_offset));
    CHECK(are(model.targets().scale, given.target_scale));
    CHECK(model.vectors().samples == given.contents.test_samples);
    CHECK(are(model.vectors().x, given.x));
    CHECK(are(model.vectors().y, given.y));
    REQUIRE(model.feature_name_count() == given.feature_names.size());
    for (uint32_t k = 0; k < model.feature_name_count(); ++k) {
        CHECK(string_of(model.feature_name(k)) == given.feature_names[k]);
    }
    REQUIRE(model.class_name_count() == given.class_names.size());
    for (uint32_t k = 0; k < model.class_name_count(); ++k) {
        CHECK(string_of(model.class_name(k)) == given.class_names[k]);
    }
    CHECK(string_of(model.feature_name(model.feature_name_count())) == "(none)");
    CHECK(string_of(model.class_name(0xffffffff)) == "(none)");
    CHECK(string_of(model.text()) == (given.contents.text ? given.contents.text : "(none)"));
}

template <class T>
bool is_inside(const aligned_bytes& all, const T* part) {
    const auto* const first = reinterpret_cast<const unsigned char*>(part);
    return first >= all.data() && first < all.data() + all.size();
}

template <class T>
void check_opens(const bytes& image, const contents_case<T>& given) {
    const aligned_bytes file(image);
    picomlp::basic_image<T> model;
    REQUIRE(open(model, file) == status::ok);
    check_contents(model, given);
    CHECK(is_inside(file, model.parameters()) == is_little_endian);
    CHECK(is_inside(file, model.shape().layers) == is_little_endian);
    CHECK(model.data() == (is_little_endian ? file.data() : file.copy()));
    const std::size_t alignment = picomlp::parameter_alignment<T>(given.parameters.size());
    CHECK(reinterpret_cast<std::uintptr_t>(model.parameters()) % alignment == 0);

    // The same at any multiple of 8, as a copy from anywhere, and with bytes of a slot behind it.
    bytes slot = image;
    slot.insert(slot.end(), 100, 0xff);
    const aligned_bytes at_eight(slot, 8);
    picomlp::basic_image<T> other;
    REQUIRE(open(other, at_eight) == status::ok);
    check_contents(other, given);
    const aligned_bytes at_one(slot, 1);
    const aligned_bytes memory(bytes(image.size(), 0x5a));
    picomlp::basic_image<T> copy;
    REQUIRE(copy.open(at_one.data(), at_one.size(), memory.data(), memory.size()) == status::ok);
    std::memset(at_one.data(), 0xff, at_one.size());
    check_contents(copy, given);
    CHECK(copy.data() == memory.data());
    CHECK(is_inside(memory, copy.parameters()));
}

/// Neither way of opening takes it, and an image that is open stays so.
template <class T>
void check_refused(const bytes& image, status expected) {
    const aligned_bytes file(image);
    picomlp::basic_image<T> model;
    CHECK(model.open(file.data(), file.size()) == in_place(expected));
    CHECK_FALSE(model.is_open());
    const aligned_bytes memory(bytes(image.size(), 0x5a));
    CHECK(model.open(file.data(), file.size(), memory.data(), memory.size()) == expected);
    CHECK_FALSE(model.is_open());
    CHECK(bytes(memory.data(), memory.data() + memory.size()) == bytes(image.size(), 0x5a));
}

template <class T>
void check_every_flip(bytes image) {
    const aligned_bytes changed(image);
    picomlp::basic_image<T> model;
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < 8 * image.size(); ++bit) {
        const auto mask = static_cast<unsigned char>(1 << bit % 8);
        changed.data()[bit / 8] ^= mask;
        refused += open(model, changed) == status::damaged_data;
        changed.data()[bit / 8] ^= mask;
    }
    CHECK(refused == 8 * image.size());
    CHECK_FALSE(model.is_open());
    CHECK(open(model, changed) == status::ok);
}

}  // namespace

TEST_CASE("an image gives what went into it") {
    check_opens<float>(golden_every_section(), every_section());
    check_opens<double>(golden_smallest(), smallest());
    check_opens<double>(golden_some_sections(), some_sections());
    const wide_layers wide;
    bytes image(picomlp::image_bytes(wide.contents));
    REQUIRE(picomlp::write_image(wide.contents, image.data(), image.size()) == status::ok);
    check_opens<float>(image, wide);
}

TEST_CASE("an image that is a constant, on a board in flash, is used where it lies") {
    const auto& constant =
        is_separate ? golden::every_section_separate : golden::every_section_fused;
    picomlp::image model;
    CHECK(model.open(constant, sizeof constant) == in_place(status::ok));
    if (!is_little_endian) return;
    check_contents(model, every_section());
    const auto lies_in_constant = [&](const void* part) {
        const auto offset =
            reinterpret_cast<uintptr_t>(part) - reinterpret_cast<uintptr_t>(+constant);
        return offset < sizeof constant;
    };
    CHECK(model.data() == constant);
    CHECK(lies_in_constant(model.parameters()));
    CHECK(lies_in_constant(model.shape().layers));
    CHECK(lies_in_constant(model.scaling().offset));
    CHECK(lies_in_constant(model.targets().scale));
    CHECK(lies_in_constant(model.vectors().y));
    CHECK(lies_in_constant(model.text().first));
}

TEST_CASE("an image that is not open holds nothing") {
    const picomlp::image nothing;
    CHECK_FALSE(nothing.is_open());
    CHECK(nothing.size() == 0);
    CHECK(nothing.shape().layer_count == 0);
    CHECK(nothing.parameters() == nullptr);
    CHECK(nothing.scaling().features == 0);
    CHECK(nothing.targets().targets == 0);
    CHECK(nothing.vectors().samples == 0);
    CHECK(nothing.feature_name(0).first == nullptr);
    CHECK(nothing.class_name(0).first == nullptr);
    CHECK(nothing.text().first == nullptr);
}

TEST_CASE("every single bit that flips is found, in optional sections too") {
    check_every_flip<float>(golden_every_section());
    check_every_flip<double>(golden_smallest());
    check_every_flip<double>(golden_some_sections());
}

TEST_CASE("an image cut off anywhere is refused, without a read past its end") {
    check_every_truncation<picomlp::basic_image<float>>(golden_every_section());
    check_every_truncation<picomlp::basic_image<double>>(golden_smallest());
    check_every_truncation<picomlp::basic_image<double>>(golden_some_sections());
}

TEST_CASE("an image at the very end of memory is opened without a read past it") {
    const bytes image = golden_every_section();
    const guarded_pages pages(image.size());
    unsigned char* const first = pages.end() - image.size();
    std::memcpy(first, image.data(), image.size());
    picomlp::image model;
    REQUIRE(model.open(first, image.size()) == in_place(status::ok));
    if (!is_little_endian) return;
    check_contents<float>(model, every_section());
}

TEST_CASE("what is no image is refused") {
    check_refused<float>(bytes(), status::damaged_data);
    check_refused<float>(bytes(1000, 0xff), status::damaged_data);
    check_refused<float>(bytes(1000, 0), status::damaged_data);
    picomlp::image model;
    CHECK(model.open(nullptr, 0) == in_place(status::damaged_data));
    CHECK(model.open(nullptr, 0, nullptr, 0) == status::damaged_data);
}

TEST_CASE("addresses must be multiples of 8, except those of bytes that are copied") {
    const bytes image = golden_smallest();
    for (std::size_t offset = 1; offset < 8; ++offset) {
        const aligned_bytes misplaced(image, offset);
        picomlp::basic_image<double> model;
        CHECK(model.open(misplaced.data(), misplaced.size()) ==
              in_place(status::misaligned_memory));
        const aligned_bytes memory(bytes(image.size() + 8, 0x5a));
        CHECK(model.open(misplaced.data(), misplaced.size(), memory.data() + offset,
                         image.size()) == status::misaligned_memory);
        CHECK(model.open(misplaced.data(), misplaced.size(), memory.data(), image.size() - 1) ==
              status::too_little_memory);
        CHECK(bytes(memory.data(), memory.data() + memory.size()) == bytes(image.size() + 8, 0x5a));
        CHECK_FALSE(model.is_open());
        CHECK(model.open(misplaced.data(), misplaced.size(), memory.data(), image.size()) ==
              status::ok);
    }
}

TEST_CASE("a failure leaves what was open") {
    const aligned_bytes good(golden_every_section());
    bytes damaged = golden_every_section();
    damaged[200] ^= 1;
    const aligned_bytes bad(damaged);
    picomlp::image model;
    REQUIRE(open(model, good) == status::ok);
    CHECK(open(model, bad) == status::damaged_data);
    check_contents<float>(model, every_section());
}

TEST_CASE("images of the other number type and of the other profile are refused") {
    check_refused<double>(golden_every_section(), status::unsupported_version);
    check_refused<float>(golden_smallest(), status::unsupported_version);
    const unsigned char(&other)[sizeof golden::every_section_fused] =
        is_separate ? golden::every_section_fused : golden::every_section_separate;
    check_refused<float>(bytes(other, other + sizeof other), status::unsupported_version);
}

TEST_CASE("an image's first bytes tell its length") {
    const bytes image = golden_every_section();
    CHECK(picomlp::stated_image_bytes(image.data(), 12) == image.size());
    CHECK(picomlp::stated_image_bytes(image.data(), 11) == 0);
    bytes other = image;
    other[3] ^= 1;
    CHECK(picomlp::stated_image_bytes(other.data(), other.size()) == 0);
    for (const std::uint32_t wrong : {0U, 32U, 465U, 0xffffffffU}) {
        other = image;
        set32(other, 8, wrong);
        CHECK(picomlp::stated_image_bytes(other.data(), other.size()) == 0);
    }
}
