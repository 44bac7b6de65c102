// SPDX-License-Identifier: MIT
// A matrix as a pointer and a row stride, used by all floors.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Row r starts at first + r * stride; its elements are contiguous. Owns nothing; sizes are passed
/// separately.
template <class T>
struct strided_rows {
    T* first;       ///< row 0
    size_t stride;  ///< elements from the start of a row to that of the next

    /// The first element of row r; r is not checked.
    [[gnu::always_inline]] T* operator[](size_t r) const { return first + r * stride; }
};

/// The same matrix, for reading only.
template <class T>
[[gnu::always_inline]] inline strided_rows<const T> read_only(strided_rows<T> matrix) {
    return {matrix.first, matrix.stride};
}
template <class T>
[[gnu::always_inline]] inline strided_rows<const T> read_only(strided_rows<const T> matrix) {
    return matrix;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
