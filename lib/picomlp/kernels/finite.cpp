// SPDX-License-Identifier: MIT
#include "picomlp/kernels/finite.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/rows.hpp"
#include "picomlp/kernels/row_spacing.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

bool is_finite(float x) noexcept { return !detail::is_nan_or_inf(x); }
bool is_finite(double x) noexcept { return !detail::is_nan_or_inf(x); }

namespace {

/// Rows of at most so many elements take less time here than by calls: of the kernel for rows, or
/// for each of them.
#if defined(PICOMLP_X86_VECTORS)
constexpr uint32_t short_row = 3;
#else
constexpr uint32_t short_row = detail::line_bytes > 0 ? 7 : 4;
#endif

template <uint32_t Columns, class T>
bool columns_are_finite(uint32_t row_count, strided_rows<const T> matrix) {
    using layout = detail::ieee_layout<T>;
    using bits = typename layout::bits;
    constexpr bits magnitude = static_cast<bits>(~bits(0)) >> 1;
    constexpr bits lowest_exponent = bits(1) << layout::fraction;
    bits carries = 0;  // into the sign, where every bit of an exponent is set
    const T* row = matrix.first;
    for (uint32_t r = row_count; r > 0; --r, row += matrix.stride) {
        for (uint32_t c = 0; c < Columns; ++c) {
            carries |= (detail::to_bits(row[c]) & magnitude) + lowest_exponent;
        }
    }
    return carries <= magnitude;
}

template <class T>
bool short_rows_are_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) {
    if (columns == 1) return columns_are_finite<1>(row_count, matrix);
    if (columns == 2) return columns_are_finite<2>(row_count, matrix);
    if (columns == 3) return columns_are_finite<3>(row_count, matrix);
    // Of more than four the last four, too.
    return columns_are_finite<4>(row_count, matrix) &&
           (columns == 4 ||
            columns_are_finite<4, T>(row_count, {matrix.first + (columns - 4), matrix.stride}));
}

}  // namespace

template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) noexcept {
    if (matrix.stride == columns) return all_finite(matrix.first, size_t{row_count} * columns);
    if (columns > 0 && columns <= short_row)
        return short_rows_are_finite(row_count, columns, matrix);
#if defined(PICOMLP_X86_VECTORS)
    return columns == 0 || kernels::rows_are_finite(row_count, columns, matrix);
#else
    bool good = true;
    for (uint32_t r = 0; r < row_count; ++r) good &= all_finite(matrix[r], columns);
    return good;
#endif
}

template bool all_finite(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template bool all_finite(uint32_t, uint32_t, strided_rows<const double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
