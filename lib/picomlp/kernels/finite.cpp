#include "picomlp/kernels/finite.hpp"

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

bool is_finite(float x) noexcept { return !detail::is_nan_or_inf(x); }
bool is_finite(double x) noexcept { return !detail::is_nan_or_inf(x); }

namespace {

/// Rows of at most so many elements take less time than calls for each of them would.
constexpr uint32_t short_row = 4;

template <class T>
bool short_rows_are_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) {
    bool good = true;
    for (uint32_t c = 0; c < columns; ++c) {
        const T* element = matrix.first + c;
        for (uint32_t r = row_count; r > 0; --r, element += matrix.stride) {
            good &= !detail::is_nan_or_inf(*element);
        }
    }
    return good;
}

}  // namespace

template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) noexcept {
    if (matrix.stride == columns) return all_finite(matrix.first, size_t{row_count} * columns);
    if (columns <= short_row) return short_rows_are_finite(row_count, columns, matrix);
    bool good = true;
    for (uint32_t r = 0; r < row_count; ++r) good &= all_finite(matrix[r], columns);
    return good;
}

template bool all_finite(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template bool all_finite(uint32_t, uint32_t, strided_rows<const double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
