// SPDX-License-Identifier: MIT
// Sums and norms of matrices.
//
// Sixteen interleaved sums, then added by halves (kernels/order.hpp, SUM and NORM). The bits are
// the same on every target, and for a view the same as for a matrix with its elements. NaN and
// infinities follow IEEE 754.
#pragma once

#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

// The compiled code, sizes as arguments.
template <class T>
T sum_of_elements(size_t row_count, size_t columns, strided_rows<const T> a) noexcept;
template <class T>
void sums_of_rows(size_t row_count, size_t columns, strided_rows<const T> a,
                  strided_rows<T> c) noexcept;
template <class T>
T norm_of_elements(size_t row_count, size_t columns, strided_rows<const T> a) noexcept;

}  // namespace detail

/// Sum of all elements.
template <class AMatrix>
[[nodiscard]] auto sum(const AMatrix& a) noexcept {
    using namespace detail;
    static_assert(same_elements<AMatrix>, "picomlp: sum needs a matrix of float or double");
    if constexpr (same_elements<AMatrix>) {
        return sum_of_elements<value_of<AMatrix>>(shape<AMatrix>::rows, shape<AMatrix>::columns,
                                                  rows_to_read(a));
    }
}

/// C(r) = sum of row r of A: A rows x columns, C a column of rows elements that does not overlap A.
template <class AMatrix, class CMatrix>
void row_sums(const AMatrix& a, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<AMatrix, CMatrix> &&
                          has_shape<CMatrix, shape<AMatrix>::rows, 1> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: row_sums needs A (rows x columns) and a column of rows elements, of "
                  "one element type, not const");
    if constexpr (fits) {
        sums_of_rows<value_of<AMatrix>>(shape<AMatrix>::rows, shape<AMatrix>::columns,
                                        rows_to_read(a), rows_to_write(c));
    }
}

/// Frobenius norm: the square root of the sum of the squares; of a vector, its Euclidean length.
/// The elements are scaled by a power of two first, so it overflows only when the result does, and
/// underflow does not matter. NaN if an element is NaN, else infinite if one is.
template <class AMatrix>
[[nodiscard]] auto norm(const AMatrix& a) noexcept {
    using namespace detail;
    static_assert(same_elements<AMatrix>, "picomlp: norm needs a matrix of float or double");
    if constexpr (same_elements<AMatrix>) {
        return norm_of_elements<value_of<AMatrix>>(shape<AMatrix>::rows, shape<AMatrix>::columns,
                                                   rows_to_read(a));
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
