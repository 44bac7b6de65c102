// Telling damaged data from whole.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// CRC-32 of ISO 3309 (that of zlib, PNG and Ethernet), continued: start with 0, and give each
/// piece the result of the piece before. For storage and transmission errors, not against intent.
uint32_t crc32(uint32_t before, const void* bytes, size_t count) noexcept;

namespace detail {

/// One byte more. `inverted` is ~crc32, so is the result.
constexpr uint32_t crc32_of_byte(uint32_t inverted, unsigned char byte) {
    uint32_t crc = inverted ^ byte;
    for (int k = 0; k < 8; ++k) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    return crc;
}

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
