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

/// C = A B: A rows x inner, B inner x columns, C rows x columns. With B and C columns of one
/// element each row this is the matrix-vector product.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<AMatrix, BMatrix, CMatrix> &&
                          shape<AMatrix>::columns == shape<BMatrix>::rows &&
                          has_shape<CMatrix, shape<AMatrix>::rows, shape<BMatrix>::columns> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply needs A (rows x inner) times B (inner x columns) into "
                  "C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        const auto left = rows_to_read(a);
        kernels::product<value_of<AMatrix>>(
            {shape<CMatrix>::rows, shape<CMatrix>::columns, shape<AMatrix>::columns},
            {left.first, left.stride, 1}, rows_to_read(b), rows_to_write(c));
    }
}

/// C = A^T B: A inner x rows, B inner x columns, C rows x columns. With B and C vectors this is
/// the transposed matrix-vector product.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply_transposed_left(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits =
        same_elements<AMatrix, BMatrix, CMatrix> && shape<AMatrix>::rows == shape<BMatrix>::rows &&
        has_shape<CMatrix, shape<AMatrix>::columns, shape<BMatrix>::columns> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply_transposed_left needs A (inner x rows) transposed times "
                  "B (inner x columns) into C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        const auto left = rows_to_read(a);
        const auto right = rows_to_read(b);
        const auto to = rows_to_write(c);
        if (shape<CMatrix>::columns == 1 && to.stride == 1) {
            // A vector lies along the columns of A, so its elements lie along the lanes.
            kernels::product<value_of<AMatrix>>({1, shape<CMatrix>::rows, shape<AMatrix>::rows},
                                                {right.first, 0, right.stride}, left, to);
        } else {
            kernels::product<value_of<AMatrix>>(
                {shape<CMatrix>::rows, shape<CMatrix>::columns, shape<AMatrix>::rows},
                {left.first, 1, left.stride}, right, to);
        }
    }
}

/// C = A B^T: A rows x inner, B columns x inner, C rows x columns.
template <class AMatrix, class BMatrix, class CMatrix>
void multiply_transposed_right(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<AMatrix, BMatrix, CMatrix> &&
                          shape<AMatrix>::columns == shape<BMatrix>::columns &&
                          has_shape<CMatrix, shape<AMatrix>::rows, shape<BMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: multiply_transposed_right needs A (rows x inner) times "
                  "B (columns x inner) transposed into C (rows x columns), of one element type, "
                  "C not const");
    if constexpr (fits) {
        const auto left = rows_to_read(a);
        kernels::transposed_product<value_of<AMatrix>>(
            {shape<CMatrix>::rows, shape<CMatrix>::columns, shape<AMatrix>::columns},
            {left.first, left.stride, 1}, rows_to_read(b), rows_to_write(c));
    }
}

/// C += x y^T: every element is madd(x[r], y[c], C(r, c)). x has a column of C's rows elements, y
/// one of C's columns.
template <class XMatrix, class YMatrix, class CMatrix>
void add_outer_product(const XMatrix& x, const YMatrix& y, CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_elements<XMatrix, YMatrix, CMatrix> &&
                          shape<XMatrix>::columns == 1 && shape<YMatrix>::columns == 1 &&
                          has_shape<CMatrix, shape<XMatrix>::rows, shape<YMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add_outer_product needs vectors x (rows) and y (columns) and adds to "
                  "C (rows x columns), of one element type, C not const");
    if constexpr (fits) {
        const auto left = rows_to_read(x);
        const auto right = rows_to_read(y);
        const auto to = rows_to_write(c);
        const kernels::coefficients<value_of<XMatrix>> factors{left.first, left.stride, 0};
        if (right.stride == 1) {
            kernels::add_product<value_of<XMatrix>>(
                {shape<CMatrix>::rows, shape<CMatrix>::columns, 1}, factors, right, to);
        } else {
            for (size_t column = 0; column < shape<CMatrix>::columns; ++column) {
                kernels::add_product<value_of<XMatrix>>({shape<CMatrix>::rows, 1, 1}, factors,
                                                        {right[column], 1},
                                                        {to.first + column, to.stride});
            }
        }
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
