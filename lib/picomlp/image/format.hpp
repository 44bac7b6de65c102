// SPDX-License-Identifier: MIT
// The numbers of the format of images, which SPEC.md describes.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The address of an image that is used in place is a multiple of this.
inline constexpr size_t image_alignment = 8;

namespace detail {

/// What a section holds.
enum class image_kind : uint16_t {
    layers = 1,
    parameters,
    scaling,
    targets,
    feature_names,
    output_names,
    test_vectors,
    text,
    quantized_layers,
    quantized_integers,
    quantized_bytes,
};
inline constexpr uint32_t image_kinds = 8;             ///< of networks of floats
inline constexpr uint32_t quantized_image_kinds = 11;  ///< of networks of int8, and all others

inline constexpr unsigned char image_magic[8] = {'p', 'i', 'c', 'o', 'm', 'l', 'p', 0};
inline constexpr uint16_t image_major_version = 1;
inline constexpr uint16_t image_minor_version = 0;
inline constexpr uint16_t quantized_image_minor_version = 1;
inline constexpr uint16_t must_understand = 1;  ///< a section's flag

inline constexpr uint32_t image_header_bytes = 32;
inline constexpr uint32_t image_record_bytes = 16;  ///< of the table of sections, and of a layer
inline constexpr uint32_t image_checksum_bytes = 4;
inline constexpr uint32_t section_alignment = 16;

/// The number that stands for T.
template <class T>
inline constexpr uint8_t image_number_type = sizeof(T) == 4 ? 1 : 2;

inline constexpr bool is_little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
