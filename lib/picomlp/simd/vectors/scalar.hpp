// SPDX-License-Identifier: MIT
// One value as a vector of one lane: the tail of every loop, and the whole of it on a target
// without SIMD.
//
// What a vector type offers the kernels (every type in this folder offers the same):
//   value_type, lanes            the element type and how many there are
//   zero(), splat(x)             all lanes +0, all lanes x
//   load(p), store(p)            `lanes` elements at p, which needs no more than T's alignment
//   load_padded(p, n, rest)      the first n < lanes elements, then `rest`; reads nothing else
//   repeat_four(p)               the four elements at p, repeated over all lanes; where lanes >= 4
//                                and the instruction set vectorizes_edges
//   load_masked(p, n), store_masked(p, n)
//                                the first n < lanes elements, the others +0 and left alone; where
//                                the instruction set has_masks
//   load_halves(p, q), store_halves(p, q)
//                                lanes / 2 elements at p and as many at q; where it has_masks
//   relu(a)                      +0 for what is not greater than 0, and for NaN
//   relu_mask(a, x)              x where a > 0, otherwise +0
//   keep_negative_zeros(a, b)    -0 where a or b is -0, elsewhere anything but -0; x86-64 has it
//   add(a, b), multiply(a, b)    each lane correctly rounded
//   multiply_add(a, b, c)        a*b+c as the rounding profile says
// An instruction set offers has_masks; half_vector<T>, where kernels use half the lanes, too;
// registers: how many vectors a register file holds; and vectorizes_edges: whether kernels have
// code of their own for what fills no vector at the edge of a matrix. That pays on x86-64; NEON is
// slower with it, and code for WebAssembly must be small. The instruction set is part of every
// type's name, so code compiled for one processor can never be merged by the linker with code
// compiled for another.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/simd/vectors/fused_multiply_add.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class InstructionSet, class T>
struct scalar_vector {
    using value_type = T;
    static constexpr size_t lanes = 1;

    T value;

    [[gnu::always_inline]] static scalar_vector zero() { return {T(0)}; }
    [[gnu::always_inline]] static scalar_vector splat(T x) { return {x}; }
    [[gnu::always_inline]] static scalar_vector load(const T* p) { return {*p}; }
    [[gnu::always_inline]] static scalar_vector load_padded(const T*, size_t, T rest) {
        return {rest};
    }
    [[gnu::always_inline]] void store(T* p) const { *p = value; }
    [[gnu::always_inline]] static scalar_vector relu(scalar_vector a) {
        return {a.value > T(0) ? a.value : T(0)};
    }

    [[gnu::always_inline]] static scalar_vector relu_mask(scalar_vector a, scalar_vector x) {
        return {a.value > T(0) ? x.value : T(0)};
    }

    [[gnu::always_inline]] static scalar_vector add(scalar_vector a, scalar_vector b) {
        return {a.value + b.value};
    }
    [[gnu::always_inline]] static scalar_vector multiply(scalar_vector a, scalar_vector b) {
        return {a.value * b.value};
    }
    [[gnu::always_inline]] static scalar_vector multiply_add(scalar_vector a, scalar_vector b,
                                                             scalar_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {InstructionSet::fused_multiply_add(a.value, b.value, c.value)};
        } else {
            return {a.value * b.value + c.value};
        }
    }
};

/// The instruction set that every target has.
struct scalar {
    template <class T>
    using vector = scalar_vector<scalar, T>;
    static constexpr bool has_masks = false;
    static constexpr bool vectorizes_edges = false;
    static constexpr size_t registers = 16;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
