// SPDX-License-Identifier: MIT
// A vector's elements in memory: all of them, or the first few where a row ends.
#pragma once

#include <stddef.h>

#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class Vector>
struct full_vector {
    using vector = Vector;
    using T = typename Vector::value_type;
    [[gnu::always_inline]] static Vector load(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static void store(T* p, Vector v) { v.store(p); }
    static constexpr size_t count = Vector::lanes;
};

/// For instruction sets that have masks: the first `count` < lanes elements.
template <class Vector>
struct masked_tail {
    using vector = Vector;
    using T = typename Vector::value_type;
    [[gnu::always_inline]] Vector load(const T* p) const { return Vector::load_masked(p, count); }
    [[gnu::always_inline]] void store(T* p, Vector v) const { v.store_masked(p, count); }
    size_t count;
};

/// Copies the first `count` < Most elements in one or two pieces that may overlap. Masks would take
/// longer to store. No overlap of `from` and `to`.
template <size_t Most, class T>
[[gnu::always_inline]] inline void copy_few(const T* from, size_t count, T* to) {
    constexpr size_t piece = Most / 2;
    if constexpr (piece > 0) {
        if (count < piece) return copy_few<piece>(from, count, to);
        __builtin_memcpy(to, from, piece * sizeof(T));
        const size_t last = count - piece;
        __builtin_memcpy(to + last, from + last, piece * sizeof(T));
    }
}

/// f(strip, k), a strip being one of these, for the elements from k to `count` that fill no vector:
/// behind a mask where there are masks, else one by one.
template <class InstructionSet, class T, class Function>
[[gnu::always_inline]] inline void for_tail(size_t k, size_t count, const Function& f) {
    using vector = typename InstructionSet::template vector<T>;
    if constexpr (InstructionSet::has_masks) {
        if (k < count) f(masked_tail<vector>{count - k}, k);
    } else if constexpr (vector::lanes > 1) {
        for (; k < count; ++k) f(full_vector<scalar_vector<InstructionSet, T>>{}, k);
    }
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
