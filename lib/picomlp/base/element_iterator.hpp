// SPDX-License-Identifier: MIT
// An iterator over the elements of a matrix whose rows may lie apart.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Visits rows of `columns` contiguous elements, row by row; rows start `stride` elements apart.
/// For range-based for loops.
template <class T>
class element_iterator {
  public:
    constexpr element_iterator(T* first, size_t columns, size_t stride, size_t row)
        : first_(first), columns_(columns), stride_(stride), row_(row * stride), column_(0) {}

    constexpr T& operator*() const { return first_[row_ + column_]; }
    constexpr T* operator->() const { return &**this; }
    constexpr element_iterator& operator++() {
        if (++column_ == columns_) {
            column_ = 0;
            row_ += stride_;
        }
        return *this;
    }
    constexpr element_iterator operator++(int) {
        const element_iterator before = *this;
        ++*this;
        return before;
    }

    friend constexpr bool operator==(const element_iterator& a, const element_iterator& b) {
        return a.row_ == b.row_ && a.column_ == b.column_;
    }
    friend constexpr bool operator!=(const element_iterator& a, const element_iterator& b) {
        return !(a == b);
    }

  private:
    T* first_;
    size_t columns_;
    size_t stride_;
    size_t row_;
    size_t column_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
