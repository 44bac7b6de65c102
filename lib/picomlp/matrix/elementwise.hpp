// The compiled code of the elementwise routines, with sizes as arguments.
//
// One plain version for all instruction sets: each result is one correctly rounded operation, so
// there is no order to keep, and these loops are bound by memory, not by arithmetic.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace elementwise {

struct size {
    size_t rows;
    size_t columns;
};

// c may be a, b, or both; it must not overlap them in any other way.
template <class T>
void add(size n, strided_rows<const T> a, strided_rows<const T> b, strided_rows<T> c) noexcept;
template <class T>
void subtract(size n, strided_rows<const T> a, strided_rows<const T> b, strided_rows<T> c) noexcept;
template <class T>
void multiply(size n, strided_rows<const T> a, strided_rows<const T> b, strided_rows<T> c) noexcept;
template <class T>
void scale(size n, T factor, strided_rows<const T> a, strided_rows<T> c) noexcept;
/// Adds element r of `column` (a column of any stride) to row r.
template <class T>
void add_column(size n, strided_rows<const T> a, strided_rows<const T> column,
                strided_rows<T> c) noexcept;
template <class T>
void fill(size n, T value, strided_rows<T> c) noexcept;
template <class T>
void copy(size n, strided_rows<const T> a, strided_rows<T> c) noexcept;
template <class T>
bool equal(size n, strided_rows<const T> a, strided_rows<const T> b) noexcept;

/// c (n.columns x n.rows) = a^T; they must not overlap.
template <class T>
void transpose(size n, strided_rows<const T> a, strided_rows<T> c) noexcept;

template <class T>
void map(size n, strided_rows<const T> a, T (*function)(T), strided_rows<T> c) noexcept;
/// `function` gets whole rows, or all elements at once where they are contiguous.
template <class T>
void map(size n, strided_rows<const T> a, void (*function)(const T*, T*, size_t),
         strided_rows<T> c) noexcept;

}  // namespace elementwise
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
