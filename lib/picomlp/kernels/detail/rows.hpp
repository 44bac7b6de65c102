// SPDX-License-Identifier: MIT
// Kernels over the rows of a matrix, of x86-64's active instruction set: elsewhere loops are as
// good.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// True when all of row_count x columns elements are finite, columns > 0.
template <class T>
bool rows_are_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> x) noexcept;

/// to[r][c] = from[r][c] for row_count x columns elements. No overlap.
template <class T>
void copy_rows(uint32_t row_count, uint32_t columns, strided_rows<const T> from,
               strided_rows<T> to) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
