// Telling numbers from NaN and infinity.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// True when x is neither NaN nor infinite. Looks at the bits, so no compiler flag can fool it.
bool is_finite(float x) noexcept;
bool is_finite(double x) noexcept;

/// True when the `count` elements from x on are finite.
template <class T>
bool run_is_finite(const T* x, size_t count) noexcept;

/// True when all of row_count x columns elements are finite.
template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
