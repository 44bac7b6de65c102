#include "picomlp/kernels/finite.hpp"

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

bool is_finite(float x) noexcept { return !detail::is_nan_or_inf(x); }
bool is_finite(double x) noexcept { return !detail::is_nan_or_inf(x); }

template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> matrix) noexcept {
    if (matrix.stride == columns) return all_finite(matrix.first, size_t{row_count} * columns);
    bool good = true;
    for (uint32_t r = 0; r < row_count; ++r) good &= all_finite(matrix[r], columns);
    return good;
}

template bool all_finite(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template bool all_finite(uint32_t, uint32_t, strided_rows<const double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
