// SPDX-License-Identifier: MIT
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

/// crc32_of_numbers() of numbers of any type.
template <class T>
[[gnu::always_inline]] inline uint32_t crc32_of_each(uint32_t before, const T* numbers,
                                                     size_t count) noexcept {
    if constexpr (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) {
        return crc32(before, numbers, count * sizeof(T));
    } else {
        uint32_t crc = before;
        for (size_t k = 0; k < count; ++k) {
            unsigned char bytes[sizeof(T)];
            unsigned char turned[sizeof(T)];
            __builtin_memcpy(bytes, numbers + k, sizeof bytes);
            for (size_t i = 0; i < sizeof(T); ++i) turned[i] = bytes[sizeof(T) - 1 - i];
            crc = crc32(crc, turned, sizeof turned);
        }
        return crc;
    }
}

}  // namespace detail

/// CRC-32 of `count` numbers, the same on every machine: each counts with its bytes from the lowest
/// to the highest, as they lie on a little-endian one.
inline uint32_t crc32_of_numbers(uint32_t before, const float* numbers, size_t count) noexcept {
    return detail::crc32_of_each(before, numbers, count);
}
/// @copydoc crc32_of_numbers(uint32_t, const float*, size_t)
inline uint32_t crc32_of_numbers(uint32_t before, const double* numbers, size_t count) noexcept {
    return detail::crc32_of_each(before, numbers, count);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
