// SPDX-License-Identifier: MIT
// Sums of products of one sample with rows of weights, in plain C++.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// Sums of neighbouring rows: members rather than an array, so that compilers keep them in
/// registers. Those behind a backend's `rows` are unused.
struct row_sums {
    int32_t a, b, c, d;
};

/// sums += sum_i x[i] w[row * n + i] for `Rows` neighbouring rows of n numbers: 1 or 4. Sums wrap.
template <uint32_t Rows>
struct plain_sums {
    static constexpr uint32_t rows = Rows;
    static constexpr bool store_outputs = false;
    /// Of the rows behind the last `rows`: up to how many are faster one by one than `rows` again.
    static constexpr uint32_t alone = 1;

    [[gnu::always_inline]] static void add(const int8_t*& w, const int8_t* x, uint32_t n,
                                           row_sums& sums) {
        const int8_t* const end = x + n;
        const int8_t* a = w;
        const int8_t* b = a + n;
        const int8_t* c = b + n;
        const int8_t* d = c + n;
        while (x != end) {
            const auto factor = int32_t{*x++};
            sums.a += factor * *a++;
            if constexpr (Rows > 1) {
                sums.b += factor * *b++;
                sums.c += factor * *c++;
                sums.d += factor * *d++;
            }
        }
        w = Rows > 1 ? d : a;
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
