// SPDX-License-Identifier: MIT
// Sums of products of one sample with four rows of weights, sixteen numbers at a time. Nothing
// outside of the rows is read.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/kernels/row_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// As plain_sums<4>. Sixteen says what an instruction set's sixteen numbers, or Count, are:
/// - load(p), and load_last(p, count), which has zeros for all but the last `count`
/// - zero(), add_products(sums, a, b): the sums of their products, some of them side by side
/// - add_to(row_sums, a, b, c, d): adds to a row's sum all of what is side by side; not on x86-64
template <class Sixteen, uint32_t Count = 16>
struct sums_by_sixteens {
    static constexpr uint32_t rows = 4;
    static constexpr bool store_outputs = false;
    static constexpr uint32_t alone = 0;

    [[gnu::always_inline]] static void add(const int8_t*& w, const int8_t* x, uint32_t n,
                                           row_sums& sums) {
        if (n < Count) return plain_sums<4>::add(w, x, n, sums);
        add_by_vectors(
            w, x, n, [&](auto a, auto b, auto c, auto d) __attribute__((always_inline)) {
                Sixteen::add_to(sums, a, b, c, d);
            });
    }

    /// finish(a, b, c, d) with the vectors whose numbers add up to the rows' sums. n is Count or
    /// more.
    template <class Finish>
    [[gnu::always_inline]] static auto add_by_vectors(const int8_t*& w, const int8_t* x, uint32_t n,
                                                      const Finish& finish) {
        const int8_t* const a = w;
        const int8_t* const b = a + n;
        const int8_t* const c = b + n;
        const int8_t* const d = c + n;
        w = d + n;
        auto sum_a = Sixteen::zero();
        auto sum_b = sum_a;
        auto sum_c = sum_a;
        auto sum_d = sum_a;
        const auto add_all = [&](auto factors, uint32_t i) __attribute__((always_inline)) {
            sum_a = Sixteen::add_products(sum_a, factors, Sixteen::load(a + i));
            sum_b = Sixteen::add_products(sum_b, factors, Sixteen::load(b + i));
            sum_c = Sixteen::add_products(sum_c, factors, Sixteen::load(c + i));
            sum_d = Sixteen::add_products(sum_d, factors, Sixteen::load(d + i));
        };
        uint32_t i = 0;
        for (; i + Count <= n; i += Count) add_all(Sixteen::load(x + i), i);
        if (i < n) add_all(Sixteen::load_last(x + n - Count, n - i), n - Count);
        return finish(sum_a, sum_b, sum_c, sum_d);
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
