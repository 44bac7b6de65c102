// SPDX-License-Identifier: MIT
// The contents of the golden images, and images as sections that a test can change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "image/golden/images.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/base/crc32.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/write_image.hpp"
#include "picomlp/network/parameters.hpp"

namespace testing {

using bytes = std::vector<unsigned char>;

/// Bytes at an address that is a multiple of 64, as long as they live.
class aligned_bytes {
  public:
    template <class Container>
    explicit aligned_bytes(const Container& contents, std::size_t offset = 0)
        : room_(2 * (contents.size() + offset + 128)), size_(contents.size()) {
        const auto address = reinterpret_cast<std::uintptr_t>(room_.data());
        first_ = room_.data() + (64 - address % 64) % 64 + offset;
        if (size_ > 0) std::memcpy(first_, contents.data(), size_);
        copy_ = first_ + (size_ + offset + 127) / 64 * 64;
    }
    aligned_bytes(const aligned_bytes&) = delete;
    aligned_bytes& operator=(const aligned_bytes&) = delete;

    unsigned char* data() const { return first_; }
    /// Other memory of that size and alignment.
    unsigned char* copy() const { return copy_; }
    std::size_t size() const { return size_; }

  private:
    bytes room_;
    unsigned char* first_;
    unsigned char* copy_;
    std::size_t size_;
};

inline constexpr bool is_little_endian = picomlp::detail::is_little_endian;

/// What opening in place says where a copy is opened with this status.
inline picomlp::status in_place(picomlp::status opened) {
    return is_little_endian ? opened : picomlp::status::unsupported_version;
}

/// In place where a machine can, otherwise as a copy.
template <class T>
picomlp::status open(picomlp::basic_image<T>& model, const aligned_bytes& file) {
    return is_little_endian ? model.open(file.data(), file.size())
                            : model.open(file.data(), file.size(), file.copy(), file.size());
}

/// The numbers of golden/images.py.
template <class T>
std::vector<T> numbers(std::size_t count, unsigned start) {
    std::vector<T> values;
    for (unsigned k = 0; k < count; ++k) {
        const int sixteenths = static_cast<int>((start + k) * 37 % 64) - 32;
        values.push_back(sixteenths == 0 ? T(0.5) : static_cast<T>(sixteenths) / T(16));
    }
    return values;
}

/// Contents and the memory that they refer to.
template <class T>
struct contents_case {
    std::vector<picomlp::dynamic_layer> layers;
    std::vector<T> parameters, offset, factor, target_offset, target_scale, x, y;
    std::vector<const char*> feature_names, class_names;
    picomlp::image_contents<T> contents;

    contents_case(std::uint32_t features, std::vector<picomlp::dynamic_layer> all)
        : layers(std::move(all)) {
        contents.shape = {features, layers.data(), static_cast<std::uint32_t>(layers.size())};
        parameters = numbers<T>(picomlp::parameter_count_of(contents.shape), 1);
        contents.parameters = parameters.data();
    }
    contents_case(const contents_case&) = delete;
    contents_case& operator=(const contents_case&) = delete;

    std::uint32_t features() const { return contents.shape.inputs; }
    std::uint32_t outputs() const { return layers.back().outputs; }

    void scale_features() {
        offset = numbers<T>(features(), 5);
        factor = numbers<T>(features(), 9);
        contents.scaling = {offset.data(), factor.data(), features()};
    }
    void scale_targets() {
        target_offset = numbers<T>(outputs(), 13);
        target_scale = numbers<T>(outputs(), 17);
        contents.targets = {target_offset.data(), target_scale.data(), outputs()};
    }
    void name_features(std::vector<const char*> names) {
        feature_names = std::move(names);
        contents.feature_names = feature_names.data();
    }
    void name_outputs(std::vector<const char*> names) {
        class_names = std::move(names);
        contents.class_names = class_names.data();
        contents.class_name_count = static_cast<std::uint32_t>(class_names.size());
    }
    void test(std::uint32_t samples) {
        x = numbers<T>(std::size_t{samples} * features(), 21);
        y = numbers<T>(std::size_t{samples} * outputs(), 25);
        contents.test_x = x.data();
        contents.test_y = y.data();
        contents.test_samples = samples;
    }
};

struct every_section : contents_case<float> {
    every_section()
        : contents_case(3, {{4, picomlp::code_of<picomlp::relu>()},
                            {1, picomlp::code_of<struct picomlp::sigmoid>()}}) {
        scale_features();
        scale_targets();
        name_features({"L\xc3\xa4nge", "", "width in mm"});
        name_outputs({"no", "yes"});
        test(3);
        contents.text = "Every section there is.";
    }
};

struct smallest : contents_case<double> {
    smallest() : contents_case(1, {{1, picomlp::code_of<picomlp::identity>()}}) {}
};

struct some_sections : contents_case<double> {
    some_sections()
        : contents_case(2, {{5, picomlp::code_of<picomlp::hyperbolic_tangent>()},
                            {4, picomlp::code_of<picomlp::leaky_relu>()},
                            {3, picomlp::code_of<picomlp::softmax>()}}) {
        scale_features();
        name_outputs({"a", "b", "c"});
        test(1);
    }
};

/// Activations that have a parameter.
struct with_parameters : contents_case<double> {
    with_parameters()
        : contents_case(
              2, {picomlp::parametric_layer(4, picomlp::code_of<picomlp::any_leaky_relu>(), -0.25),
                  picomlp::parametric_layer(3, picomlp::code_of<picomlp::any_elu>(), 1.0 / 3),
                  picomlp::parametric_layer(1, picomlp::code_of<picomlp::any_leaky_relu>(), 0.3)}) {
    }
};

/// 4 KiB of parameters and more.
struct wide_layers : contents_case<float> {
    wide_layers()
        : contents_case(40, {{40, picomlp::code_of<picomlp::relu>()},
                             {2, picomlp::code_of<struct picomlp::sigmoid>()}}) {
        name_outputs({"left", "right"});
    }
};

inline constexpr bool is_separate = picomlp::profile == picomlp::rounding_profile::separate;

template <std::size_t Size>
bytes golden_bytes(const unsigned char (&separate)[Size], const unsigned char (&fused)[Size]) {
    const unsigned char* const first = is_separate ? separate : fused;
    return bytes(first, first + Size);
}
inline bytes golden_every_section() {
    return golden_bytes(golden::every_section_separate, golden::every_section_fused);
}
inline bytes golden_smallest() {
    return golden_bytes(golden::smallest_separate, golden::smallest_fused);
}
inline bytes golden_some_sections() {
    return golden_bytes(golden::some_sections_separate, golden::some_sections_fused);
}

inline bytes golden_parameters() {
    return golden_bytes(golden::parameters_separate, golden::parameters_fused);
}

// -- changing images, whose checksum is then made anew
// ---------------------------------------------

inline std::uint32_t get32(const bytes& from, std::size_t at) {
    return from[at] | std::uint32_t{from[at + 1]} << 8 | std::uint32_t{from[at + 2]} << 16 |
           std::uint32_t{from[at + 3]} << 24;
}
inline void set(bytes& to, std::size_t at, std::uint64_t value, unsigned size) {
    for (unsigned k = 0; k < size; ++k) {
        to[at + k] = static_cast<unsigned char>(value >> 8 * k & 0xff);
    }
}
inline void set16(bytes& to, std::size_t at, std::uint32_t value) { set(to, at, value, 2); }
inline void set32(bytes& to, std::size_t at, std::uint32_t value) { set(to, at, value, 4); }

inline void seal(bytes& image) {
    const std::size_t checked = image.size() - 4;
    set32(image, checked, picomlp::crc32(0, image.data(), checked));
}

/// Chooses the four bytes at `free` so that the checksum is 0. It is linear: each of their bits
/// changes the same bits of it, whatever the others are.
inline void seal_with_zero(bytes& image, std::size_t free) {
    set32(image, image.size() - 4, 0);
    const auto checksum_with = [&](std::uint32_t bits) {
        set32(image, free, bits);
        return picomlp::crc32(0, image.data(), image.size() - 4);
    };
    const std::uint32_t base = checksum_with(0);
    std::uint32_t change[32] = {}, chosen[32] = {};  // by the highest bit that is changed
    const auto reduce = [&](std::uint32_t left, std::uint32_t& bits, bool keep) {
        for (int highest = 31; highest >= 0; --highest) {
            if ((left >> highest & 1) == 0) continue;
            if (change[highest] == 0 && keep) {
                change[highest] = left;
                chosen[highest] = bits;
                return;
            }
            left ^= change[highest];
            bits ^= chosen[highest];
        }
    };
    for (unsigned bit = 0; bit < 32; ++bit) {
        std::uint32_t bits = std::uint32_t{1} << bit;
        reduce(checksum_with(bits) ^ base, bits, true);
    }
    std::uint32_t bits = 0;
    reduce(base, bits, false);
    set32(image, free, bits);
    seal(image);
}

/// An image taken apart.
struct loose_image {
    struct section {
        std::uint32_t kind, flags, count;
        bytes contents;
    };
    bytes header;
    std::vector<section> sections;

    explicit loose_image(const bytes& image) : header(image.begin(), image.begin() + 32) {
        const unsigned count = image[18];
        for (unsigned s = 0; s < count; ++s) {
            const std::size_t at = 32 + 16 * s;
            const auto first = image.begin() + get32(image, at + 4);
            sections.push_back({image[at], image[at + 2], get32(image, at + 12),
                                bytes(first, first + get32(image, at + 8))});
        }
    }

    section& operator[](std::uint32_t kind) {
        for (section& one : sections) {
            if (one.kind == kind) return one;
        }
        return sections.emplace_back(section{kind, 0, 0, {}});
    }
    void remove(std::uint32_t kind) {
        for (auto one = sections.begin(); one != sections.end(); ++one) {
            if (one->kind == kind) {
                sections.erase(one);
                return;
            }
        }
    }

    /// `spacing` bytes of zeros more than needed before each section, a multiple of 16.
    bytes whole(std::size_t spacing = 0) const {
        bytes image = header;
        set16(image, 18, static_cast<std::uint32_t>(sections.size()));
        image.resize(32 + 16 * sections.size());
        for (std::size_t s = 0; s < sections.size(); ++s) {
            const section& one = sections[s];
            image.resize((image.size() + 15) / 16 * 16 + spacing);
            set16(image, 32 + 16 * s, one.kind);
            set16(image, 34 + 16 * s, one.flags);
            set32(image, 36 + 16 * s, static_cast<std::uint32_t>(image.size()));
            set32(image, 40 + 16 * s, static_cast<std::uint32_t>(one.contents.size()));
            set32(image, 44 + 16 * s, one.count);
            image.insert(image.end(), one.contents.begin(), one.contents.end());
        }
        image.resize((image.size() + 4 + 15) / 16 * 16);
        set32(image, 8, static_cast<std::uint32_t>(image.size()));
        seal(image);
        return image;
    }
};

}  // namespace testing
