// SPDX-License-Identifier: MIT
// A non-owning strided matrix view.
#pragma once

#include "picomlp/base/element_iterator.hpp"
#include "picomlp/matrix/matrix.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class T>
struct element {
    using type = T;
    static constexpr bool writable = true;
};
template <class T>
struct element<const T> {
    using type = T;
    static constexpr bool writable = false;
};

/// The matrix type that converts to a view of T; a view of const T takes constant matrices.
template <class T, size_t Rows, size_t Columns>
struct viewed {
    using type = matrix<T, Rows, Columns>;
};
template <class T, size_t Rows, size_t Columns>
struct viewed<const T, Rows, Columns> {
    using type = const matrix<T, Rows, Columns>;
};

}  // namespace detail

/// Rows x Columns elements whose rows are contiguous and start `stride` elements apart. Owns
/// nothing: the elements must outlive the view. matrix_view<const float, 2, 3> is read-only.
/// Implicit conversions: a matrix or C array of the same size to a view, T[Length] to a column, a
/// writable view to a read-only one.
template <class T, size_t Rows, size_t Columns>
class matrix_view {
    using value = typename detail::element<T>::type;
    static_assert(detail::is_real<value>, "picomlp: a matrix holds float or double");
    static_assert(Rows > 0 && Columns > 0, "picomlp: a matrix has at least one row and one column");

  public:
    static constexpr size_t rows = Rows;        ///< known at compile time
    static constexpr size_t columns = Columns;  ///< known at compile time

    /// Row r starts at first + r * stride. Precondition: stride >= Columns unless Rows is 1.
    constexpr matrix_view(T* first, size_t stride) : first_(first), stride_(stride) {}

    /// Of a whole matrix, an array of rows, or an array as a column.
    constexpr matrix_view(typename detail::viewed<T, Rows, Columns>::type& m)
        : first_(m.values), stride_(Columns) {}

    /// An array of rows.
    constexpr matrix_view(T (&m)[Rows][Columns]) : first_(m[0]), stride_(Columns) {}

    /// An array as a column.
    template <size_t Length, size_t Width = Columns,
              class = typename detail::only_if<Width == 1 && Length == Rows>::type>
    constexpr matrix_view(T (&column)[Length]) : first_(column), stride_(1) {}

    /// A view that may be written may be read.
    constexpr operator matrix_view<const value, Rows, Columns>() const { return {first_, stride_}; }

    /// Row r starts at data() + r * stride().
    constexpr T* data() const { return first_; }
    constexpr size_t stride() const { return stride_; }

    /// All elements, row by row.
    static constexpr size_t size() { return Rows * Columns; }
    constexpr element_iterator<T> begin() const { return {first_, Columns, stride_, 0}; }
    constexpr element_iterator<T> end() const { return {first_, Columns, stride_, Rows}; }

    /// Element in row r and column c, both from 0 and below rows and columns: not checked.
    constexpr T& operator()(size_t r, size_t c) const { return first_[r * stride_ + c]; }

    /// Element i of a vector, from 0 and below its length: not checked.
    constexpr T& operator[](size_t i) const {
        static_assert(Rows == 1 || Columns == 1,
                      "picomlp: [i] is for vectors; an element of a matrix is (row, column)");
        return first_[Columns == 1 ? i * stride_ : i];
    }

    /// Height x Width elements from row r and column c on. Precondition: they lie inside.
    template <size_t Height, size_t Width>
    constexpr matrix_view<T, Height, Width> submatrix(size_t r, size_t c) const {
        static_assert(Height <= Rows && Width <= Columns,
                      "picomlp: a submatrix is no larger than what it is part of");
        return {first_ + r * stride_ + c, stride_};
    }

    /// Row r < rows, as a matrix of one row.
    constexpr matrix_view<T, 1, Columns> row(size_t r) const {
        return {first_ + r * stride_, Columns};
    }

    /// Row r < rows, transposed to a column.
    constexpr matrix_view<T, Columns, 1> transposed_row(size_t r) const {
        return {first_ + r * stride_, 1};
    }

    /// Column c < columns.
    constexpr matrix_view<T, Rows, 1> column(size_t c) const { return {first_ + c, stride_}; }

  private:
    T* first_;
    size_t stride_;
};

template <class T, size_t Rows, size_t Columns>
matrix_view(matrix<T, Rows, Columns>&) -> matrix_view<T, Rows, Columns>;
template <class T, size_t Rows, size_t Columns>
matrix_view(const matrix<T, Rows, Columns>&) -> matrix_view<const T, Rows, Columns>;
template <class T, size_t Rows, size_t Columns>
matrix_view(T (&)[Rows][Columns]) -> matrix_view<T, Rows, Columns>;
template <class T, size_t Length>
matrix_view(T (&)[Length]) -> matrix_view<T, Length, 1>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
