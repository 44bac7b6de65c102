// SPDX-License-Identifier: MIT
#include "picomlp/matrix/arithmetic.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

namespace {

/// The same elements as fewer, longer rows, where all of them are contiguous.
template <class... Rows>
matrix_size joined(matrix_size n, const Rows&... all) {
    const bool contiguous = (... && (all.stride == n.columns));
    return contiguous || n.rows == 1 ? matrix_size{1, n.rows * n.columns} : n;
}

template <class T, class Operation>
void combine(matrix_size n, strided_rows<const T> a, strided_rows<const T> b, strided_rows<T> c,
             Operation operation) {
    n = joined(n, a, b, c);
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        const T* y = b[r];
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = operation(x[i], y[i]);
    }
}

}  // namespace

template <class T>
void add_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                  strided_rows<T> c) noexcept {
    combine(n, a, b, c, [](T x, T y) { return x + y; });
}

template <class T>
void subtract_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                       strided_rows<T> c) noexcept {
    combine(n, a, b, c, [](T x, T y) { return x - y; });
}

template <class T>
void multiply_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b,
                       strided_rows<T> c) noexcept {
    combine(n, a, b, c, [](T x, T y) { return x * y; });
}

template <class T>
void scale_elements(matrix_size n, T factor, strided_rows<const T> a, strided_rows<T> c) noexcept {
    n = joined(n, a, c);
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = factor * x[i];
    }
}

template <class T>
void add_column_to_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> column,
                            strided_rows<T> c) noexcept {
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        const T y = *column[r];
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = x[i] + y;
    }
}

template <class T>
void fill_elements(matrix_size n, T value, strided_rows<T> c) noexcept {
    n = joined(n, c);
    for (size_t r = 0; r < n.rows; ++r) {
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = value;
    }
}

template <class T>
void copy_elements(matrix_size n, strided_rows<const T> a, strided_rows<T> c) noexcept {
    n = joined(n, a, c);
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = x[i];
    }
}

template <class T>
bool equal_elements(matrix_size n, strided_rows<const T> a, strided_rows<const T> b) noexcept {
    n = joined(n, a, b);
    bool same = true;
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        const T* y = b[r];
        for (size_t i = 0; i < n.columns; ++i) same &= x[i] == y[i];
    }
    return same;
}

template <class T>
void transpose_elements(matrix_size n, strided_rows<const T> a, strided_rows<T> c) noexcept {
    // Side of a square tile. The rows that a tile reads and writes stay in the cache together.
    constexpr size_t square = 16;
    for (size_t top = 0; top < n.rows; top += square) {
        const size_t bottom = top + square < n.rows ? top + square : n.rows;
        for (size_t left = 0; left < n.columns; left += square) {
            const size_t right = left + square < n.columns ? left + square : n.columns;
            for (size_t i = left; i < right; ++i) {
                T* z = c[i];
                for (size_t r = top; r < bottom; ++r) z[r] = a[r][i];
            }
        }
    }
}

template <class T>
void map_elements(matrix_size n, strided_rows<const T> a, T (*function)(T),
                  strided_rows<T> c) noexcept {
    for (size_t r = 0; r < n.rows; ++r) {
        const T* x = a[r];
        T* z = c[r];
        for (size_t i = 0; i < n.columns; ++i) z[i] = function(x[i]);
    }
}

template <class T>
void map_elements(matrix_size n, strided_rows<const T> a, void (*function)(const T*, T*, size_t),
                  strided_rows<T> c) noexcept {
    n = joined(n, a, c);
    for (size_t r = 0; r < n.rows; ++r) function(a[r], c[r], n.columns);
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template void add_elements(matrix_size, strided_rows<const T>, strided_rows<const T>,          \
                               strided_rows<T>) noexcept;                                          \
    template void subtract_elements(matrix_size, strided_rows<const T>, strided_rows<const T>,     \
                                    strided_rows<T>) noexcept;                                     \
    template void multiply_elements(matrix_size, strided_rows<const T>, strided_rows<const T>,     \
                                    strided_rows<T>) noexcept;                                     \
    template void scale_elements(matrix_size, T, strided_rows<const T>, strided_rows<T>) noexcept; \
    template void add_column_to_elements(matrix_size, strided_rows<const T>,                       \
                                         strided_rows<const T>, strided_rows<T>) noexcept;         \
    template void fill_elements(matrix_size, T, strided_rows<T>) noexcept;                         \
    template void copy_elements(matrix_size, strided_rows<const T>, strided_rows<T>) noexcept;     \
    template bool equal_elements(matrix_size, strided_rows<const T>,                               \
                                 strided_rows<const T>) noexcept;                                  \
    template void transpose_elements(matrix_size, strided_rows<const T>,                           \
                                     strided_rows<T>) noexcept;                                    \
    template void map_elements(matrix_size, strided_rows<const T>, T (*)(T),                       \
                               strided_rows<T>) noexcept;                                          \
    template void map_elements(matrix_size, strided_rows<const T>, void (*)(const T*, T*, size_t), \
                               strided_rows<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
