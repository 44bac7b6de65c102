// SPDX-License-Identifier: MIT
// The operands of the matrix routines (matrix, view, C array), reduced to what the compiled code
// takes.
//
// The routines accept any type and report a wrong one in one sentence. Overloads that drop out
// would give the user a list of candidates instead.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/strided_rows.hpp"
#include "picomlp/matrix/view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Matrix>
struct without_reference {
    using type = Matrix;
};
template <class Matrix>
struct without_reference<Matrix&> {
    using type = Matrix;
};

/// `rows` is 0 when Matrix is not a matrix, `stride` when a view holds it.
template <class Matrix>
struct shape_of {
    using value = void;
    static constexpr size_t rows = 0;
    static constexpr size_t columns = 0;
    static constexpr size_t stride = 0;
    static constexpr bool writable = false;
};

template <class T, size_t Rows, size_t Columns, size_t Stride = Columns>
struct elements_of {
    using value = typename element<T>::type;
    static constexpr size_t rows = Rows;
    static constexpr size_t columns = Columns;
    static constexpr size_t stride = Stride;
    static constexpr bool writable = element<T>::writable;
};

template <class T, size_t Rows, size_t Columns>
struct shape_of<matrix<T, Rows, Columns>> : elements_of<T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<const matrix<T, Rows, Columns>> : elements_of<const T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<matrix_view<T, Rows, Columns>> : elements_of<T, Rows, Columns, 0> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<const matrix_view<T, Rows, Columns>> : elements_of<T, Rows, Columns, 0> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<T[Rows][Columns]> : elements_of<T, Rows, Columns>{};
template <class T, size_t Length>
struct shape_of<T[Length]> : elements_of<T, Length, 1> {};

template <class Matrix>
using shape = shape_of<typename without_reference<Matrix>::type>;

template <class Matrix>
using value_of = typename shape<Matrix>::value;

struct matrix_size {
    size_t rows;
    size_t columns;
};
template <class Matrix>
inline constexpr matrix_size size_of{shape<Matrix>::rows, shape<Matrix>::columns};

/// All of float, or all of double.
template <class AMatrix, class... Others>
inline constexpr bool same_elements = detail::is_real<value_of<AMatrix>> &&
                                      (same_type<value_of<AMatrix>, value_of<Others>> && ...);

template <class AMatrix, size_t Rows, size_t Columns>
inline constexpr bool has_shape = shape<AMatrix>::rows == Rows&& shape<AMatrix>::columns == Columns;

template <class AMatrix, class... Others>
inline constexpr bool same_shapes =
    same_elements<AMatrix, Others...> &&
    (has_shape<Others, shape<AMatrix>::rows, shape<AMatrix>::columns> && ...);

template <class Matrix>
inline constexpr bool writable = shape<Matrix>::writable;

template <class Matrix>
constexpr auto view_of(Matrix& m) {
    return matrix_view(m);
}
template <class T, size_t Rows, size_t Columns>
constexpr auto view_of(const matrix_view<T, Rows, Columns>& m) {
    return m;
}
template <class T, size_t Rows, size_t Columns>
constexpr auto view_of(matrix_view<T, Rows, Columns>& m) {
    return m;
}

template <class Matrix>
strided_rows<const value_of<Matrix>> rows_to_read(const Matrix& m) {
    const auto v = view_of(m);
    return {v.data(), v.stride()};
}

template <class Matrix>
strided_rows<value_of<Matrix>> rows_to_write(Matrix& m) {
    const auto v = view_of(m);
    return {v.data(), v.stride()};
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
