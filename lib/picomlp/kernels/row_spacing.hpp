// SPDX-License-Identifier: MIT
// The leading dimension of matrices in storage that the library lays out itself.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// Bytes of a cache line; 0 where padding does not pay. With a cache and wide vectors, a load that
/// crosses a line costs two accesses, and rows a multiple of 1 KiB apart evict each other.
#if defined(__x86_64__) || defined(__aarch64__)
inline constexpr size_t line_bytes = 64;
#else
inline constexpr size_t line_bytes = 0;
#endif
inline constexpr size_t page_bytes = 4096;

/// Whether a batch of fewer samples than the storage is for has a smaller leading dimension. It
/// pays where such a batch has kernels of its own.
#if defined(__x86_64__) || defined(__aarch64__)
inline constexpr bool respaces_few = true;
#else
inline constexpr bool respaces_few = false;
#endif

/// Whether rows of that many elements are padded: not if a row fits into one cache line.
template <class T>
constexpr bool spaces_rows(uint32_t elements) {
    return line_bytes > 0 && elements * sizeof(T) > line_bytes;
}

}  // namespace detail

/// The leading dimension for rows of `elements` elements: the distance from one row to the next, in
/// elements. It is `elements`, or padded so that every row begins with a cache line if the first
/// does. No bit depends on it.
template <class T>
constexpr uint32_t row_spacing(uint32_t elements) {
    if constexpr (detail::line_bytes > 0) {
        constexpr uint32_t line = detail::line_bytes / sizeof(T);
        const uint32_t lines = (elements + line - 1) / line;
        // Rows would begin at few different offsets within a page.
        const bool aliases = lines * detail::line_bytes % (detail::page_bytes / 4) == 0;
        if (detail::spaces_rows<T>(elements)) return (aliases ? lines + 1 : lines) * line;
    }
    return elements;
}

/// The leading dimension for `samples` samples in storage laid out for `capacity`, at most
/// `capacity`: rows far apart would evict each other from the cache. No bit depends on it.
template <class T>
constexpr uint32_t spacing_of_few(uint32_t samples, uint32_t capacity) {
    if constexpr (detail::respaces_few) {
        if (samples >= capacity) return capacity;
        uint32_t spacing = 1;
        while (spacing < samples && spacing < detail::line_bytes / sizeof(T)) spacing *= 2;
        if (samples > spacing) spacing = row_spacing<T>(samples);
        return spacing < capacity ? spacing : capacity;
    }
    return capacity;
}

/// The alignment of such storage, in bytes.
template <class T>
constexpr size_t row_alignment(uint32_t elements) {
    return detail::spaces_rows<T>(elements) ? detail::line_bytes : alignof(T);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
