// SPDX-License-Identifier: MIT
// Opening bytes wherever a model may lie, for models of floats and of int8.
#pragma once

#include <cstring>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "image/image_cases.hpp"

namespace testing {

/// Opens it at the very end of memory, in place and as a copy, and from an address without
/// alignment.
template <class Model>
picomlp::status open_everywhere(const bytes& image) {
    const guarded_pages pages(image.size() + 8);
    unsigned char* const first = pages.end() - image.size();
    std::memcpy(first, image.data(), image.size());
    const aligned_bytes memory(image);
    Model copy;
    const picomlp::status opened = copy.open(first, image.size(), memory.data(), memory.size());
    CHECK(copy.is_open() == ok(opened));
    Model model;
    CHECK(model.open(first, image.size()) == in_place(opened));
    CHECK(model.is_open() == ok(in_place(opened)));
    std::memmove(first - 1, first, image.size());
    CHECK(copy.open(first - 1, image.size(), memory.data(), memory.size()) == opened);
    return opened;
}

/// The first bytes of an image at the very end of memory.
template <class Model>
void check_every_truncation(const bytes& image) {
    const guarded_pages pages(image.size());
    const aligned_bytes memory(image);
    Model model;
    std::size_t refused = 0;
    for (std::size_t size = 0; size < image.size(); ++size) {
        unsigned char* const first = pages.end() - size;
        std::memcpy(first, image.data(), size);
        const picomlp::status copied = model.open(first, size, memory.data(), memory.size());
        const bool refuses_in_place =
            size % picomlp::image_alignment != 0 ||
            model.open(first, size) == in_place(picomlp::status::damaged_data);
        refused += copied == picomlp::status::damaged_data && refuses_in_place;
    }
    CHECK(refused == image.size());
    CHECK_FALSE(model.is_open());
}

}  // namespace testing
