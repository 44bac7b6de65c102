// SPDX-License-Identifier: MIT
#include "picomlp/network/stored.hpp"

#include "picomlp/base/crc32.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class T>
uint32_t stored_checksum(const uint32_t (&head)[3], const T* values, size_t count) noexcept {
    return crc32_of_each(crc32_of_each(0, head, 3), values, count);
}

template <class T>
bool is_whole(const uint32_t (&head)[3], uint32_t layout, uint32_t crc, const T* values,
              size_t count) noexcept {
    return head[0] == stored_magic && head[1] == stored_version && head[2] == layout &&
           crc == stored_checksum(head, values, count) && all_finite(values, count);
}

template uint32_t stored_checksum(const uint32_t (&)[3], const float*, size_t) noexcept;
template uint32_t stored_checksum(const uint32_t (&)[3], const double*, size_t) noexcept;
template bool is_whole(const uint32_t (&)[3], uint32_t, uint32_t, const float*, size_t) noexcept;
template bool is_whole(const uint32_t (&)[3], uint32_t, uint32_t, const double*, size_t) noexcept;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
