// SPDX-License-Identifier: MIT
// Telling numbers from NaN and infinity.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// True when x is neither NaN nor infinite. Tests the bits, so that -ffast-math cannot break it.
bool is_finite(float x) noexcept;
bool is_finite(double x) noexcept;

/// True when all of `count` contiguous elements are finite.
template <class T>
bool all_finite(const T* x, size_t count) noexcept;

/// The same for row_count x columns elements.
template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
