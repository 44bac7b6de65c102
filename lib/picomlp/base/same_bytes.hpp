// SPDX-License-Identifier: MIT
// Comparison of memory, without calls of the C library.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Whether both hold the same `count` bytes. A call of memcmp() would ask the application for it,
/// or for bcmp(), which clang calls in its place.
inline bool same_bytes(const void* first, const void* second, size_t count) {
    const auto* const a = static_cast<const unsigned char*>(first);
    const auto* const b = static_cast<const unsigned char*>(second);
    size_t k = 0;
    while (k < count && a[k] == b[k]) ++k;
    return k == count;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
