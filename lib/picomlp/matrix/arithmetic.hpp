// Arithmetic element by element, and moving elements about.
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
template <class A, class B, class C>
void add(const A& a, const B& b, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, B, C> && writable<C>;
    static_assert(fits,
                  "picomlp: add needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::add<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a), reading(b),
                                      writing(c));
    }
}

/// C = A - B.
template <class A, class B, class C>
void subtract(const A& a, const B& b, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, B, C> && writable<C>;
    static_assert(
        fits, "picomlp: subtract needs A, B and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::subtract<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a),
                                           reading(b), writing(c));
    }
}

/// C(r, c) = A(r, c) B(r, c), the elementwise or Hadamard product.
template <class A, class B, class C>
void hadamard_product(const A& a, const B& b, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, B, C> && writable<C>;
    static_assert(fits,
                  "picomlp: hadamard_product needs A, B and C of one shape and one element type, "
                  "C not const");
    if constexpr (fits) {
        elementwise::multiply<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a),
                                           reading(b), writing(c));
    }
}

/// C = factor A.
template <class A, class C>
void scale(const A& a, matrix_detail::value_of<C> factor, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, C> && writable<C>;
    static_assert(fits,
                  "picomlp: scale needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::scale<value_of<A>>({shape<A>::rows, shape<A>::columns}, factor, reading(a),
                                        writing(c));
    }
}

/// C(r, c) = A(r, c) + column(r): adds a bias to every sample of a batch. The column must not
/// overlap C.
template <class A, class Column, class C>
void add_column(const A& a, const Column& column, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, C> && same_elements<A, Column> &&
                          has_shape<Column, shape<A>::rows, 1> && writable<C>;
    static_assert(fits,
                  "picomlp: add_column needs A and C (rows x columns) and a column of rows "
                  "elements, of one element type, C not const");
    if constexpr (fits) {
        elementwise::add_column<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a),
                                             reading(column), writing(c));
    }
}

/// Every element of C = value.
template <class C>
void fill(C&& c, matrix_detail::value_of<C> value) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_elements<C> && writable<C>;
    static_assert(fits, "picomlp: fill needs a matrix that is not const");
    if constexpr (fits) {
        elementwise::fill<value_of<C>>({shape<C>::rows, shape<C>::columns}, value, writing(c));
    }
}

/// C = A, every bit of it.
template <class A, class C>
void copy(const A& a, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, C> && writable<C>;
    static_assert(fits,
                  "picomlp: copy needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        elementwise::copy<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a), writing(c));
    }
}

/// C = A^T: A rows x columns, C columns x rows. They must not overlap.
template <class A, class C>
void transpose(const A& a, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits =
        same_elements<A, C> && has_shape<C, shape<A>::columns, shape<A>::rows> && writable<C>;
    static_assert(fits,
                  "picomlp: transpose needs A (rows x columns) and C (columns x rows), of one "
                  "element type, C not const");
    if constexpr (fits) {
        elementwise::transpose<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a),
                                            writing(c));
    }
}

/// True when every element of A == the one of B: NaN equals nothing, -0 equals +0.
template <class A, class B>
[[nodiscard]] bool equal(const A& a, const B& b) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<A, B>;
    static_assert(fits, "picomlp: equal needs A and B of one shape and one element type");
    if constexpr (fits) {
        return elementwise::equal<value_of<A>>({shape<A>::rows, shape<A>::columns}, reading(a),
                                               reading(b));
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
