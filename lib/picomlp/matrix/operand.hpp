// What the matrix routines accept: a matrix, a view, or a C array, and what each looks like to the
// compiled code behind them.
//
// The routines take any type and say themselves, in one sentence, what does not fit. Overloads that
// drop out silently would leave the reader with a list of candidates instead.
#pragma once

#include "picomlp/kernels/rows.hpp"
#include "picomlp/matrix/view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace matrix_detail {

template <class M>
struct without_reference {
    using type = M;
};
template <class M>
struct without_reference<M&> {
    using type = M;
};

/// rows is 0 for what is no matrix.
template <class M>
struct shape_of {
    using value = void;
    static constexpr size_t rows = 0;
    static constexpr size_t columns = 0;
    static constexpr bool writable = false;
};

template <class T, size_t Rows, size_t Columns>
struct elements_of {
    using value = typename element<T>::type;
    static constexpr size_t rows = Rows;
    static constexpr size_t columns = Columns;
    static constexpr bool writable = element<T>::writable;
};

template <class T, size_t Rows, size_t Columns>
struct shape_of<matrix<T, Rows, Columns>> : elements_of<T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<const matrix<T, Rows, Columns>> : elements_of<const T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<matrix_view<T, Rows, Columns>> : elements_of<T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<const matrix_view<T, Rows, Columns>> : elements_of<T, Rows, Columns> {};
template <class T, size_t Rows, size_t Columns>
struct shape_of<T[Rows][Columns]> : elements_of<T, Rows, Columns>{};
template <class T, size_t Size>
struct shape_of<T[Size]> : elements_of<T, Size, 1> {};

template <class M>
using shape = shape_of<typename without_reference<M>::type>;

template <class M>
using value_of = typename shape<M>::value;

template <class A, class B>
inline constexpr bool same_type = false;
template <class A>
inline constexpr bool same_type<A, A> = true;

/// All of float, or all of double.
template <class A, class... Others>
inline constexpr bool same_elements = is_element<value_of<A>> &&
                                      (same_type<value_of<A>, value_of<Others>> && ...);

template <class A, size_t Rows, size_t Columns>
inline constexpr bool has_shape = shape<A>::rows == Rows&& shape<A>::columns == Columns;

template <class A, class... Others>
inline constexpr bool same_shapes = same_elements<A, Others...> &&
                                    (has_shape<Others, shape<A>::rows, shape<A>::columns> && ...);

template <class M>
inline constexpr bool writable = shape<M>::writable;

template <class M>
constexpr auto view_of(M& m) {
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

template <class M>
rows<const value_of<M>> reading(const M& m) {
    const auto v = view_of(m);
    return {v.first(), v.stride()};
}

template <class M>
rows<value_of<M>> writing(M& m) {
    const auto v = view_of(m);
    return {v.first(), v.stride()};
}

}  // namespace matrix_detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
