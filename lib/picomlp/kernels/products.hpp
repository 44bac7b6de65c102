// SPDX-License-Identifier: MIT
// Products and sums of matrices whose sizes are arguments, for the floors above. Every function
// gives the same bits with every instruction set; kernels/order.hpp says which bits.
//
// Pointers need the alignment of T only. Sizes are at least 1. Outputs must not overlap inputs.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// c is rows x columns, and each of its elements a sum of `inner` products.
struct product_shape {
    size_t rows;
    size_t columns;
    size_t inner;
};

/// The left factor of a product, with any strides: element (m, k), for output m and term k, is
/// first[m * per_output + k * per_term].
template <class T>
struct coefficients {
    const T* first;
    size_t per_output;
    size_t per_term;
};

/// A product's shape and how its matrices lie: a as coefficients, b and c as strided_rows. One that
/// is known at compile time is a constant, and a call passes four pointers.
struct product_layout {
    product_shape shape;
    size_t a_per_output;
    size_t a_per_term;
    size_t b_stride;
    size_t c_stride;
};

/// c = a b, where b is inner x columns.
template <class T>
void product(const product_layout& layout, const T* a, const T* b, T* c) noexcept;

/// c += a b: the sums start from the elements of c.
template <class T>
void add_product(const product_layout& layout, const T* a, const T* b, T* c) noexcept;

/// c = a b^T, where b is columns x inner.
template <class T>
void transposed_product(const product_layout& layout, const T* a, const T* b, T* c) noexcept;

/// sum[e mod 16] += x[e], for e upwards.
template <class T>
void add_to_accumulators(size_t count, const T* x, T* sum) noexcept;

/// sum[e mod 16] = madd(y, y, sum[e mod 16]) with y = scale * x[e], for e upwards.
template <class T>
void add_squares_to_accumulators(size_t count, T scale, const T* x, T* sum) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
