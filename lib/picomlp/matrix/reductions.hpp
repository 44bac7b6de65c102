// Sums and norms.
//
// Sixteen sums side by side, then halves added (kernels/order.hpp, SUM and NORM): the same bits on
// every target, and the same for a view as for a matrix with its elements. NaN and infinities
// follow IEEE 754.
#pragma once

#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace reductions {

// The compiled code, sizes as arguments.
template <class T>
T sum(size_t row_count, size_t columns, rows<const T> a) noexcept;
template <class T>
void row_sums(size_t row_count, size_t columns, rows<const T> a, rows<T> c) noexcept;
template <class T>
T norm(size_t row_count, size_t columns, rows<const T> a) noexcept;

}  // namespace reductions

/// Sum of all elements.
template <class A>
[[nodiscard]] auto sum(const A& a) noexcept {
    using namespace matrix_detail;
    static_assert(same_elements<A>, "picomlp: sum needs a matrix of float or double");
    if constexpr (same_elements<A>) {
        return reductions::sum<value_of<A>>(shape<A>::rows, shape<A>::columns, reading(a));
    }
}

/// C(r) = sum of row r of A: A rows x columns, C a column of rows elements that does not overlap A.
template <class A, class C>
void row_sums(const A& a, C&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_elements<A, C> && has_shape<C, shape<A>::rows, 1> && writable<C>;
    static_assert(fits,
                  "picomlp: row_sums needs A (rows x columns) and a column of rows elements, of "
                  "one element type, not const");
    if constexpr (fits) {
        reductions::row_sums<value_of<A>>(shape<A>::rows, shape<A>::columns, reading(a),
                                          writing(c));
    }
}

/// Frobenius norm: the square root of the sum of the squares; of a vector, its Euclidean length.
/// Overflows only when the result does, and loses nothing that matters to underflow: the elements
/// are scaled by a power of two first. NaN if an element is NaN, else infinite if one is.
template <class A>
[[nodiscard]] auto norm(const A& a) noexcept {
    using namespace matrix_detail;
    static_assert(same_elements<A>, "picomlp: norm needs a matrix of float or double");
    if constexpr (same_elements<A>) {
        return reductions::norm<value_of<A>>(shape<A>::rows, shape<A>::columns, reading(a));
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
