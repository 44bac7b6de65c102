// SPDX-License-Identifier: MIT
// Elementwise arithmetic, copy and transpose.
//
// Operands are matrices, views or C arrays, all of float or all of double. The output comes last.
// Unless said otherwise it may be one of the inputs (the same elements at the same places) and must
// not overlap them in any other way. Each result is one correctly rounded operation.
#pragma once

#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

// The compiled code, sizes as arguments. One plain version for all instruction sets: each result is
// one correctly rounded operation, so there is no order to keep, and these loops are bound by
// memory, not by arithmetic.
//
// c may be a, b, or both; it must not overlap them in any other way.
template <class T>
void add_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                  strided_rows<T> c) noexcept;
template <class T>
void subtract_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                       strided_rows<T> c) noexcept;
template <class T>
void multiply_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                       strided_rows<T> c) noexcept;
template <class T>
void scale_elements(matrix_size n, T factor, strided_rows<const T> a, strided_rows<T> c) noexcept;
/// Adds element r of `column` (a column of any stride) to row r.
template <class T>
void add_column_to_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> column,
                            strided_rows<T> c) noexcept;
template <class T>
void fill_elements(matrix_size n, T value, strided_rows<T> c) noexcept;
template <class T>
void copy_elements(matrix_size n, strided_rows<const T> a, strided_rows<T> c) noexcept;
template <class T>
bool equal_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b) noexcept;

/// c (n.columns x n.rows) = a^T; they must not overlap.
template <class T>
void transpose_elements(matrix_size n, strided_rows<const T> a, strided_rows<T> c) noexcept;

template <class T>
void map_elements(matrix_size n, strided_rows<const T> a, T (*function)(T),
                  strided_rows<T> c) noexcept;
/// `function` gets whole rows, or all elements at once where they are contiguous.
template <class T>
void map_elements(matrix_size n, strided_rows<const T> a, void (*function)(const T*, T*, size_t),
                  strided_rows<T> c) noexcept;

}  // namespace detail

/// C = A + B.
template <class AMatrix, class BMatrix, class CMatrix>
void add(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        add_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a), rows_to_read(b),
                                        rows_to_write(c));
    }
}

/// C = A - B.
template <class AMatrix, class BMatrix, class CMatrix>
void subtract(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(
        fits, "picomlp: subtract needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        subtract_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a), rows_to_read(b),
                                             rows_to_write(c));
    }
}

/// C(r, c) = A(r, c) B(r, c), the elementwise or Hadamard product.
template <class AMatrix, class BMatrix, class CMatrix>
void hadamard_product(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: hadamard_product needs A, B and C of one shape and one element type, "
                  "C not const");
    if constexpr (fits) {
        multiply_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a), rows_to_read(b),
                                             rows_to_write(c));
    }
}

/// C = factor A.
template <class AMatrix, class CMatrix>
void scale(const AMatrix& a, detail::value_of<CMatrix> factor, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: scale needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        scale_elements<value_of<AMatrix>>(size_of<AMatrix>, factor, rows_to_read(a),
                                          rows_to_write(c));
    }
}

/// C(r, c) = A(r, c) + column(r): adds a bias to every sample of a batch. The column must not
/// overlap C.
template <class AMatrix, class Column, class CMatrix>
void add_column(const AMatrix& a, const Column& column, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && same_elements<AMatrix, Column> &&
                          has_shape<Column, shape<AMatrix>::rows, 1> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add_column needs A and C (rows x columns) and a column of rows "
                  "elements, of one element type, C not const");
    if constexpr (fits) {
        add_column_to_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a),
                                                  rows_to_read(column), rows_to_write(c));
    }
}

/// Every element of C = value.
template <class CMatrix>
void fill(CMatrix&& c, detail::value_of<CMatrix> value) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<CMatrix> && writable<CMatrix>;
    static_assert(fits, "picomlp: fill needs a matrix that is not const");
    if constexpr (fits) {
        fill_elements<value_of<CMatrix>>(size_of<CMatrix>, value, rows_to_write(c));
    }
}

/// C = A, every bit of it.
template <class AMatrix, class CMatrix>
void copy(const AMatrix& a, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: copy needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        copy_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a), rows_to_write(c));
    }
}

/// C = A^T: A rows x columns, C columns x rows. They must not overlap.
template <class AMatrix, class CMatrix>
void transpose(const AMatrix& a, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<AMatrix, CMatrix> &&
                          has_shape<CMatrix, shape<AMatrix>::columns, shape<AMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: transpose needs A (rows x columns) and C (columns x rows), of one "
                  "element type, C not const");
    if constexpr (fits) {
        transpose_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a), rows_to_write(c));
    }
}

/// True when every element of A == the one of B: NaN equals nothing, -0 equals +0.
template <class AMatrix, class BMatrix>
[[nodiscard]] bool equal(const AMatrix& a, const BMatrix& b) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix>;
    static_assert(fits, "picomlp: equal needs A and B of one shape and one element type");
    if constexpr (fits) {
        return equal_elements<value_of<AMatrix>>(size_of<AMatrix>, rows_to_read(a),
                                                 rows_to_read(b));
    }
    return false;
}

/// Element by element: -0 equals +0, NaN equals nothing.
template <class T, size_t Rows, size_t Columns>
[[nodiscard]] bool operator==(const matrix<T, Rows, Columns>& a,
                              const matrix<T, Rows, Columns>& b) noexcept {
    return equal(a, b);
}
/// The opposite of ==.
template <class T, size_t Rows, size_t Columns>
[[nodiscard]] bool operator!=(const matrix<T, Rows, Columns>& a,
                              const matrix<T, Rows, Columns>& b) noexcept {
    return !equal(a, b);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
