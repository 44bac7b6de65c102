// Elementwise arithmetic, copy and transpose.
//
// Operands are matrices, views or C arrays, all of float or all of double. The output comes last.
// Unless said otherwise it may be one of the inputs (the same elements at the same places) and must
// not overlap them in any other way. Each result is one correctly rounded operation.
#pragma once

#include "picomlp/matrix/elementwise.hpp"
#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// C = A + B.
template <class AMatrix, class BMatrix, class CMatrix>
void add(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::add<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                            reading(a), reading(b), writing(c));
    }
}

/// C = A - B.
template <class AMatrix, class BMatrix, class CMatrix>
void subtract(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(
        fits, "picomlp: subtract needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::subtract<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                                 reading(a), reading(b), writing(c));
    }
}

/// C(r, c) = A(r, c) B(r, c), the elementwise or Hadamard product.
template <class AMatrix, class BMatrix, class CMatrix>
void hadamard_product(const AMatrix& a, const BMatrix& b, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: hadamard_product needs A, B and C of one shape and one element type, "
                  "C not const");
    if constexpr (fits) {
        elementwise::multiply<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                                 reading(a), reading(b), writing(c));
    }
}

/// C = factor A.
template <class AMatrix, class CMatrix>
void scale(const AMatrix& a, matrix_detail::value_of<CMatrix> factor, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: scale needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::scale<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                              factor, reading(a), writing(c));
    }
}

/// C(r, c) = A(r, c) + column(r): adds a bias to every sample of a batch. The column must not
/// overlap C.
template <class AMatrix, class Column, class CMatrix>
void add_column(const AMatrix& a, const Column& column, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && same_elements<AMatrix, Column> &&
                          has_shape<Column, shape<AMatrix>::rows, 1> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: add_column needs A and C (rows x columns) and a column of rows "
                  "elements, of one element type, C not const");
    if constexpr (fits) {
        elementwise::add_column<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                                   reading(a), reading(column), writing(c));
    }
}

/// Every element of C = value.
template <class CMatrix>
void fill(CMatrix&& c, matrix_detail::value_of<CMatrix> value) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_elements<CMatrix> && writable<CMatrix>;
    static_assert(fits, "picomlp: fill needs a matrix that is not const");
    if constexpr (fits) {
        elementwise::fill<value_of<CMatrix>>({shape<CMatrix>::rows, shape<CMatrix>::columns}, value,
                                             writing(c));
    }
}

/// C = A, every bit of it.
template <class AMatrix, class CMatrix>
void copy(const AMatrix& a, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: copy needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::copy<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                             reading(a), writing(c));
    }
}

/// C = A^T: A rows x columns, C columns x rows. They must not overlap.
template <class AMatrix, class CMatrix>
void transpose(const AMatrix& a, CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_elements<AMatrix, CMatrix> &&
                          has_shape<CMatrix, shape<AMatrix>::columns, shape<AMatrix>::rows> &&
                          writable<CMatrix>;
    static_assert(fits,
                  "picomlp: transpose needs A (rows x columns) and C (columns x rows), of one "
                  "element type, C not const");
    if constexpr (fits) {
        elementwise::transpose<value_of<AMatrix>>({shape<AMatrix>::rows, shape<AMatrix>::columns},
                                                  reading(a), writing(c));
    }
}

/// True when every element of A == the one of B: NaN equals nothing, -0 equals +0.
template <class AMatrix, class BMatrix>
[[nodiscard]] bool equal(const AMatrix& a, const BMatrix& b) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, BMatrix>;
    static_assert(fits, "picomlp: equal needs A and B of one shape and one element type");
    if constexpr (fits) {
        return elementwise::equal<value_of<AMatrix>>(
            {shape<AMatrix>::rows, shape<AMatrix>::columns}, reading(a), reading(b));
    }
    return false;
}

template <class T, size_t Rows, size_t Columns>
[[nodiscard]] bool operator==(const matrix<T, Rows, Columns>& a,
                              const matrix<T, Rows, Columns>& b) noexcept {
    return equal(a, b);
}
template <class T, size_t Rows, size_t Columns>
[[nodiscard]] bool operator!=(const matrix<T, Rows, Columns>& a,
                              const matrix<T, Rows, Columns>& b) noexcept {
    return !equal(a, b);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
