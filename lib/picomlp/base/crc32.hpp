// CRC-32, to find damaged data.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// CRC-32 of ISO 3309, as in zlib, PNG and Ethernet. `before` is 0 for the first piece of the data,
/// then the result for the piece before. It finds errors of storage and transmission, not forgery.
uint32_t crc32(uint32_t before, const void* bytes, size_t count) noexcept;

namespace detail {

/// Takes in one byte. `inverted` and the result are ~crc32.
constexpr uint32_t crc32_of_byte(uint32_t inverted, unsigned char byte) {
    uint32_t crc = inverted ^ byte;
    for (int k = 0; k < 8; ++k) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    return crc;
}

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
