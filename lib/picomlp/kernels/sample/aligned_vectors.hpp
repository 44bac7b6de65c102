// SPDX-License-Identifier: MIT
// A row of weights in vectors that cross no cache line, wherever the row begins. A load or a store
// that crosses one takes two accesses.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// How many elements behind a multiple of a vector's size p lies.
template <class Vector, class T>
[[gnu::always_inline]] inline size_t elements_behind_boundary(const T* p) {
    return reinterpret_cast<uintptr_t>(p) / sizeof(T) % Vector::lanes;
}

/// to[k...] = f(k) for vectors that cover `count` >= 2 * lanes elements; f(k) may depend on
/// to[k...] and on nothing else that is written here. `row` is what begins at a multiple of a
/// vector's size in all vectors but the first and the last, which overlap their neighbours: they
/// are computed before what they share is written, and hold the same results.
template <class Vector, class T, class Function>
[[gnu::always_inline]] inline void for_aligned_vectors(size_t count, const T* row, T* to,
                                                       const Function& f) {
    constexpr size_t lanes = Vector::lanes;
    const size_t last = count - lanes;
    const Vector of_first = f(size_t{0});
    const Vector of_last = f(last);
    size_t k = lanes - elements_behind_boundary<Vector>(row);
    for (; k + 4 * lanes <= last; k += 4 * lanes) {
        for (size_t v = 0; v < 4 * lanes; v += lanes) f(k + v).store(to + k + v);
    }
    for (; k < last; k += lanes) f(k).store(to + k);
    of_first.store(to);
    of_last.store(to + last);
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
