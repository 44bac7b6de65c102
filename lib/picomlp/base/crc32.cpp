// SPDX-License-Identifier: MIT
#include "picomlp/base/crc32.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

uint32_t crc32(uint32_t before, const void* bytes, size_t count) noexcept {
    const auto* byte = static_cast<const unsigned char*>(bytes);
    uint32_t crc = ~before;
    for (size_t k = 0; k < count; ++k) crc = detail::crc32_of_byte(crc, byte[k]);
    return ~crc;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
