// SPDX-License-Identifier: MIT
// The sections of an image, found and checked in the image's own bytes: at any address and in any
// byte order.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/image/image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

inline uint32_t read16(const unsigned char* at) {
    uint16_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return is_little_endian ? value : __builtin_bswap16(value);
}

inline uint32_t read32(const unsigned char* at) {
    uint32_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return is_little_endian ? value : __builtin_bswap32(value);
}

// Calls of functions that are not inline are less code than what a compiler makes of them at each
// place.

bool are_zero(const unsigned char* first, const unsigned char* end) noexcept;

template <class T>
bool is_finite_at(const unsigned char* at) {
    // Without the sign, the exponent is on top.
    constexpr uint32_t infinity = sizeof(T) == 4 ? 0xff000000 : 0xffe00000;
    return read32(at + sizeof(T) - 4) << 1 < infinity;
}

inline bool is_stated(const image_part& part) { return part.first != nullptr; }

/// The header's number type and rounding profile, as a number of 16 bits.
template <class T>
inline constexpr uint32_t type_and_profile = image_number_type<T> | static_cast<uint32_t>(profile)
                                                                        << 8;

/// Finds the sections, whose contents then still have to be checked. `parts` is empty, and
/// afterwards of no use unless ok. Code of its own for each number of kinds is less than one more
/// argument, where a program opens images of one sort.
template <uint32_t Kinds>
status find_parts(const void* data, size_t size, uint32_t type,
                  image_parts_of<Kinds>& parts) noexcept;

/// The part behind `part`; null unless that is missing or holds `count` times `in_each` numbers,
/// not none and all finite, and for null. in_each is 0 for texts.
template <class T>
const image_part* behind_checked(const image_part* part, size_t count, uint32_t in_each) noexcept;

/// Whether one of these numbers is +0 or -0.
template <class T>
bool has_zero(const unsigned char* first, uint32_t count) {
    for (; count > 0; --count, first += sizeof(T)) {
        const uint32_t high = read32(first + sizeof(T) - 4) << 1;
        if ((high | (sizeof(T) == 4 ? 0 : read32(first))) == 0) return true;
    }
    return false;
}

// A program opens images in one way: code of its own for each is less than a call.

/// Checks the layers. `parameters` becomes what a network of floats has of them, `outputs` the last
/// layer's units.
template <class T>
[[gnu::always_inline]] inline status check_layers(uint32_t inputs, const image_part& layers,
                                                  size_t& parameters, uint32_t& outputs) {
    if (layers.count - 1 < most_dynamic_layers &&
        layers.bytes != layers.count * image_record_bytes) {
        return status::damaged_data;
    }
    uint32_t widest[2] = {};
    parameters = measure_layers<!is_little_endian>(inputs, layers.count, layers.first, widest);
    if (parameters == 0) return status::unusable_shape;
    if (!layers.first) __builtin_unreachable();  // measure_layers() has refused null
    const unsigned char* const end = layers.first + layers.bytes;
    for (const unsigned char* record = layers.first; record != end; record += image_record_bytes) {
        const bool is_padded = sizeof(T) == 8 || read32(record + 12) == 0;
        if (!is_padded || !is_finite_at<T>(record + 8)) return status::damaged_data;
    }
    outputs = read32(end - image_record_bytes);
    return status::ok;
}

/// Checks the sections from the scaling of features to the text: those which describe the model.
/// `scaling` is the first of them, or null, which no image passes.
template <class T, class Parts>
[[gnu::always_inline]] inline status check_description(const Parts& parts,
                                                       const image_part* scaling,
                                                       uint32_t outputs) {
    const uint32_t inputs = parts.inputs;
    const uint32_t names = parts[image_kind::output_names].count;
    const uint32_t samples = parts[image_kind::test_vectors].count;
    const image_part* next = behind_checked<T>(scaling, inputs, 2);
    next = behind_checked<T>(next, outputs, 2);
    next = behind_checked<T>(next, inputs, 0);
    next = behind_checked<T>(next, outputs == 1 && names == 2 ? 2 : outputs, 0);
    next = behind_checked<T>(next, samples, inputs + outputs);
    next = behind_checked<T>(next, 1, 0);
    if (!next) return status::damaged_data;
    const image_part& targets = parts[image_kind::targets];
    const bool divides_by_zero = has_zero<T>(targets.first + targets.bytes / 2, targets.count);
    return divides_by_zero ? status::damaged_data : status::ok;
}

inline bool is_aligned_image(const void* memory) {
    return reinterpret_cast<uintptr_t>(memory) % image_alignment == 0;
}

/// Copies an image that has been checked into memory, in the machine's byte order, and makes
/// `parts` that of the copy. Unless ok, nothing has changed.
template <uint32_t Kinds>
status copy_image(void* memory, size_t memory_size, uint32_t number_bytes,
                  image_parts_of<Kinds>& parts) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
