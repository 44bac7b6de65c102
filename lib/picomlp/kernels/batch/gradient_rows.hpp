// SPDX-License-Identifier: MIT
// Where the tiles of a gradient go: to memory, or straight into a step of gradient descent.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A tile of g.
template <class InstructionSet, class T>
struct gradient_tile {
    static constexpr size_t line = 64 / sizeof(T);

    T* first;
    size_t stride;

    [[gnu::always_inline]] T* operator[](size_t r) const { return first + r * stride; }
    /// Elements from a row of what is stored to the next.
    [[gnu::always_inline]] size_t spacing() const { return stride; }
    /// Fetches `count` columns of row r.
    [[gnu::always_inline]] void prefetch(size_t r, size_t count) const {
        for (size_t k = 0; k < count; k += line) __builtin_prefetch((*this)[r] + k, 1);
    }
    template <class Strip, class Vector>
    [[gnu::always_inline]] void store(Strip strip, size_t r, size_t k, Vector sum) const {
        strip.store((*this)[r] + k, sum);
    }
};

/// The same; where w is not null, what is stored is a step of w, and g holds only sums that are
/// not finished.
template <class InstructionSet, class T>
struct step_tile : gradient_tile<InstructionSet, T> {
    using base = gradient_tile<InstructionSet, T>;
    using base::line;

    T* w;
    size_t w_stride;
    T rate;

    [[gnu::always_inline]] size_t spacing() const { return w ? w_stride : base::spacing(); }
    [[gnu::always_inline]] void prefetch(size_t r, size_t count) const {
        if (!w) return base::prefetch(r, count);
        for (size_t k = 0; k < count; k += line) __builtin_prefetch(w + r * w_stride + k, 1);
    }
    template <class Strip, class Vector>
    [[gnu::always_inline]] void store(Strip strip, size_t r, size_t k, Vector sum) const {
        if (!w) return base::store(strip, r, k, sum);
        T* const to = w + r * w_stride + k;
        strip.store(to, changed(rate, sum, strip.load(to)));
    }

    template <class Vector>
    [[gnu::always_inline]] static Vector changed(T rate, Vector g, Vector w) {
        return Vector::multiply_add(Vector::splat(-rate), g, w);
    }
};

// All of g, or a part of its columns: from a column on, and tiles of it. The stride of g is given
// to the tile by its user, who knows it anyway: registers are few on microcontrollers.

template <class InstructionSet, class T>
struct gradient_columns {
    T* first;

    [[gnu::always_inline]] gradient_columns from(size_t column) const { return {first + column}; }
    [[gnu::always_inline]] gradient_columns unfinished() const { return *this; }
    [[gnu::always_inline]] gradient_columns row(size_t r, size_t stride) const {
        return {first + r * stride};
    }
    [[gnu::always_inline]] gradient_tile<InstructionSet, T> tile(size_t column,
                                                                 size_t stride) const {
        return {first + column, stride};
    }
};

/// The same for a step; w null: for sums that are not finished.
template <class InstructionSet, class T>
struct step_columns {
    T* first;
    T* w;
    size_t w_stride;
    T rate;

    [[gnu::always_inline]] step_columns from(size_t column) const {
        return {first + column, w ? w + column : nullptr, w_stride, rate};
    }
    [[gnu::always_inline]] step_columns unfinished() const { return {first, nullptr, 0, rate}; }
    [[gnu::always_inline]] step_columns row(size_t r, size_t stride) const {
        return {first + r * stride, w ? w + r * w_stride : nullptr, w_stride, rate};
    }
    [[gnu::always_inline]] step_tile<InstructionSet, T> tile(size_t column, size_t stride) const {
        return {{first + column, stride}, w ? w + column : nullptr, w_stride, rate};
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
