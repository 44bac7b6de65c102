// SPDX-License-Identifier: MIT
// A matrix whose size is known at compile time.
#pragma once

#include <stddef.h>

#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Rows x Columns elements, row by row, and nothing else: an aggregate of exactly
/// sizeof(T) * Rows * Columns bytes, which matrix<float, 2, 2> m = {{1, 2, 3, 4}}; initialises.
template <class T, size_t Rows, size_t Columns>
struct matrix {
    static_assert(detail::is_real<T>, "picomlp: a matrix holds float or double");
    static_assert(Rows > 0 && Columns > 0, "picomlp: a matrix has at least one row and one column");

    static constexpr size_t rows = Rows;        ///< known at compile time
    static constexpr size_t columns = Columns;  ///< known at compile time

    T values[Rows * Columns];  ///< row by row, without gaps

    /// All elements, row by row.
    constexpr T* data() { return values; }
    constexpr const T* data() const { return values; }
    static constexpr size_t size() { return Rows * Columns; }
    static constexpr size_t stride() { return Columns; }
    constexpr T* begin() { return values; }
    constexpr const T* begin() const { return values; }
    constexpr T* end() { return values + size(); }
    constexpr const T* end() const { return values + size(); }

    /// Element in row r and column c, both from 0 and below rows and columns: not checked.
    constexpr T& operator()(size_t r, size_t c) { return values[r * Columns + c]; }
    constexpr const T& operator()(size_t r, size_t c) const { return values[r * Columns + c]; }

    /// Element i of a vector, from 0 and below its length: not checked.
    constexpr T& operator[](size_t i) {
        static_assert(Rows == 1 || Columns == 1,
                      "picomlp: [i] is for vectors; an element of a matrix is (row, column)");
        return values[i];
    }
    constexpr const T& operator[](size_t i) const {
        static_assert(Rows == 1 || Columns == 1,
                      "picomlp: [i] is for vectors; an element of a matrix is (row, column)");
        return values[i];
    }
};

/// A column of Length elements.
template <class T, size_t Length>
using vector = matrix<T, Length, 1>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
