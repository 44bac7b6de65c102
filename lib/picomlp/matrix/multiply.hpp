// SPDX-License-Identifier: MIT
// Products of matrices and vectors.
//
// Operands are matrices, views or C arrays (T[Rows][Columns], or T[Length] for a column) of float,
// or all of double; vectors are matrices of one column. The output comes last and must not overlap
// an input. Each sum runs upwards over the shared dimension from +0, its products added as the
// rounding profile says (kernels/order.hpp, PRODUCT): the same bits on every target, and the same
// for a row or column alone as inside a larger product. NaN and infinities follow IEEE 754.
#pragma once

#include "picomlp/kernels/products.hpp"
#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// Kernel(layout, a, b, c), where `make` forms the layout of the strides of a, b and c. It is a
/// constant when the types of all three know their strides.
template <auto Kernel, class Make, class AMatrix, class BMatrix, class CMatrix>
void call_product(Make make, const AMatrix& a, const BMatrix& b, CMatrix& c) noexcept {
    const auto left = rows_to_read(a);
    const auto right = rows_to_read(b);
    const auto to = rows_to_write(c);
    constexpr size_t strides[] = {shape<AMatrix>::stride, shape<BMatrix>::stride,
                                  shape<CMatrix>::stride};
    if constexpr (strides[0] != 0 && strides[1] != 0 && strides[2] != 0) {
        static constexpr kernels::product_layout layout = make(strides[0], strides[1], strides[2]);
        Kernel(layout, left.first, right.first, to.first);
    } else {
        const kernels::product_layout layout = make(left.stride, right.stride, to.stride);
        Kernel(layout, left.first, right.first, to.first);
    }
}

}  // namespace detail

/// C = A B: A rows x inner, B inner x columns, C rows x columns. With B and C columns of one
/// element each row this is the matrix-vector product.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    using namespace kernels;
    constexpr bool fits = same_elements<AMatrix, BMatrix, CMatrix> &&
                          shape<AMatrix>::columns == shape<BMatrix>::rows &&
                          has_shape<CMatrix, shape<AMatrix>::rows, shape<BMatrix>::columns> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply needs A (rows x inner) times B (inner x columns) into "
                  "C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        static constexpr product_shape n{shape<CMatrix>::rows, shape<CMatrix>::columns,
                                         shape<AMatrix>::columns};
        const auto layout = [](size_t a_stride, size_t b_stride, size_t c_stride) {
            return product_layout{n, a_stride, 1, b_stride, c_stride};
        };
        call_product<product<value_of<AMatrix>>>(layout, a, b, c);
    }
}

/// C = A^T B: A inner x rows, B inner x columns, C rows x columns. With B and C vectors this is
/// the transposed matrix-vector product.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply_transposed_left(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    using namespace kernels;
    constexpr bool fits =
        same_elements<AMatrix, BMatrix, CMatrix> && shape<AMatrix>::rows == shape<BMatrix>::rows &&
        has_shape<CMatrix, shape<AMatrix>::columns, shape<BMatrix>::columns> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply_transposed_left needs A (inner x rows) transposed times "
                  "B (inner x columns) into C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        static constexpr product_shape n{shape<CMatrix>::rows, shape<CMatrix>::columns,
                                         shape<AMatrix>::rows};
        const auto along_columns = [](size_t b_stride, size_t a_stride, size_t c_stride) {
            return product_layout{{1, n.rows, n.inner}, 0, b_stride, a_stride, c_stride};
        };
        const auto of_matrices = [](size_t a_stride, size_t b_stride, size_t c_stride) {
            return product_layout{n, 1, a_stride, b_stride, c_stride};
        };
        if (n.columns == 1 && rows_to_write(c).stride == 1) {
            // A vector lies along the columns of A, so its elements lie along the lanes.
            call_product<product<value_of<AMatrix>>>(along_columns, b, a, c);
        } else {
            call_product<product<value_of<AMatrix>>>(of_matrices, a, b, c);
        }
    }
}

/// C = A B^T: A rows x inner, B columns x inner, C rows x columns.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply_transposed_right(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    using namespace kernels;
    constexpr bool fits = same_elements<AMatrix, BMatrix, CMatrix> &&
                          shape<AMatrix>::columns == shape<BMatrix>::columns &&
                          has_shape<CMatrix, shape<AMatrix>::rows, shape<BMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply_transposed_right needs A (rows x inner) times "
                  "B (columns x inner) transposed into C (rows x columns), of one element type, "
                  "C not const");
    if constexpr (fits) {
        static constexpr product_shape n{shape<CMatrix>::rows, shape<CMatrix>::columns,
                                         shape<AMatrix>::columns};
        const auto layout = [](size_t a_stride, size_t b_stride, size_t c_stride) {
            return product_layout{n, a_stride, 1, b_stride, c_stride};
        };
        call_product<transposed_product<value_of<AMatrix>>>(layout, a, b, c);
    }
}

/// C += x y^T: every element is madd(x[r], y[c], C(r, c)). x has a column of C's rows elements, y
/// one of C's columns.
template <class XMatrix, class YMatrix, class CMatrix>
void add_outer_product(const XMatrix& x, const YMatrix& y, CMatrix&& c) noexcept {
    using namespace detail;
    using namespace kernels;
    constexpr bool fits = same_elements<XMatrix, YMatrix, CMatrix> &&
                          shape<XMatrix>::columns == 1 && shape<YMatrix>::columns == 1 &&
                          has_shape<CMatrix, shape<XMatrix>::rows, shape<YMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add_outer_product needs vectors x (rows) and y (columns) and adds to "
                  "C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        using T = value_of<XMatrix>;
        static constexpr product_shape n{shape<CMatrix>::rows, shape<CMatrix>::columns, 1};
        const auto row = rows_to_read(y);
        if (row.stride == 1) {
            const auto layout = [](size_t x_stride, size_t, size_t c_stride) {
                return product_layout{n, x_stride, 0, 1, c_stride};
            };
            call_product<add_product<T>>(layout, x, y, c);
        } else {
            const auto factors = rows_to_read(x);
            const auto to = rows_to_write(c);
            const product_layout layout{{n.rows, 1, 1}, factors.stride, 0, 1, to.stride};
            for (size_t column = 0; column < n.columns; ++column) {
                add_product<T>(layout, factors.first, row[column], to.first + column);
            }
        }
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
