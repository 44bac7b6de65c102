// SPDX-License-Identifier: MIT
// Sums by summation_order::sum_accumulators interleaved accumulators, at any width of a vector.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/in_register.hpp"
#include "picomlp/kernels/batch/unrolling.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/simd/vectors/scalar.hpp"
#include "picomlp/simd/vectors/transpose.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct interleaved_sums {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t accumulators = summation_order::sum_accumulators;
    static_assert(accumulators % vector::lanes == 0,
                  "a vector must hold a whole fraction of the accumulators");

    /// sum[r][k] = sum over s of factors[r][s] * terms[k][s], for Rows rows; if Ones, one more row:
    /// the sum over s of terms[k][s].
    template <size_t Rows, bool Ones, size_t Columns>
    [[gnu::always_inline]] static void of_products(uint32_t samples, strided_rows<const T> factors,
                                                   strided_rows<const T> terms,
                                                   T (&sum)[Rows + Ones][Columns]) {
        constexpr size_t count = (Rows + Ones) * Columns;
        constexpr size_t fours = (count + 3) / 4;
        T partial[fours * 4][accumulators];
        // Each pass takes as many accumulators as a vector has lanes, so that the sums fit into
        // registers at any width.
        for (size_t first = 0; first < accumulators; first += vector::lanes) {
            vector acc[Rows + Ones][Columns];
            PICOMLP_UNROLL_TILE
            for (auto& row : acc) {
                PICOMLP_UNROLL_TILE
                for (vector& of : row) of = vector::zero();
            }
            const auto add = [&](const vector(&factor)[Rows + 1], const vector(&term)[Columns])
                __attribute__((always_inline)) {
                PICOMLP_UNROLL_TILE
                for (size_t r = 0; r < Rows; ++r) {
                    PICOMLP_UNROLL_TILE
                    for (size_t k = 0; k < Columns; ++k) {
                        acc[r][k] = vector::multiply_add(factor[r], term[k], acc[r][k]);
                    }
                }
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; Ones && k < Columns; ++k) {
                    acc[Rows + Ones - 1][k] = vector::add(acc[Rows + Ones - 1][k], term[k]);
                }
            };
            size_t s = first;
            vector factor[Rows + 1];
            vector term[Columns];
            for (; s + vector::lanes <= samples; s += accumulators) {
                PICOMLP_UNROLL_TILE
                for (size_t r = 0; r < Rows; ++r) factor[r] = vector::load(factors[r] + s);
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < Columns; ++k) {
                    term[k] = vector::load(terms[k] + s);
                    // With fewer registers the sums would have to leave theirs.
                    if constexpr (InstructionSet::registers == 32) keep_in_register(term[k]);
                }
                add(factor, term);
            }
            if (s < samples) {
                // A missing sample adds +0 * -0 or -0: -0, which changes no sum, not even -0.
                const size_t rest = samples - s;
                PICOMLP_UNROLL_TILE
                for (size_t r = 0; r < Rows; ++r) {
                    factor[r] = vector::load_padded(factors[r] + s, rest, T(0));
                }
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < Columns; ++k) {
                    term[k] = vector::load_padded(terms[k] + s, rest, -T(0));
                }
                add(factor, term);
            }
            PICOMLP_UNROLL_TILE
            for (size_t r = 0; r < Rows + Ones; ++r) {
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < Columns; ++k) {
                    acc[r][k].store(partial[r * Columns + k] + first);
                }
            }
        }
        fold<count>(partial, sum[0]);
    }

    static void add_elements(size_t count, const T* x, T* partial) {
        add<false>(count, T(1), x, partial);
    }

    static void add_squares(size_t count, T scale, const T* x, T* partial) {
        add<true>(count, scale, x, partial);
    }

    static T of_elements(uint32_t count, const T* x) {
        T sum[1][1];
        of_products<0, true>(count, {nullptr, 0}, {x, 0}, sum);
        return sum[0][0];
    }

  private:
    /// The first Count of them folded: halves are added until one accumulator is left.
    template <size_t Count, size_t Padded>
    [[gnu::always_inline]] static void fold(T (&partial)[Padded][accumulators], T* sum) {
        constexpr size_t fours = vector::lanes > 1 ? Count / 4 * 4 : 0;
        constexpr size_t rest = Count - fours;
        if constexpr (fours > 0) {
            for (size_t k = 0; k < fours; k += 4) {
                simd::reduce_add_four<InstructionSet>(partial + k, sum + k);
            }
        }
        if constexpr (vector::lanes > 1 && rest > 1) {
            // The unused ones must be numbers, too.
            for (size_t none = Count; none < Padded; ++none) {
                for (T& x : partial[none]) x = T(0);
            }
            T last[4];
            simd::reduce_add_four<InstructionSet>(partial + fours, last);
            for (size_t i = 0; i < rest; ++i) sum[fours + i] = last[i];
        } else {
            for (size_t k = fours; k < Count; ++k) {
                for (size_t half = accumulators / 2; half > 0; half /= 2) {
                    for (size_t j = 0; j < half; ++j) partial[k][j] += partial[k][j + half];
                }
                sum[k] = partial[k][0];
            }
        }
    }

    /// Missing elements of the last vector are -0, and adding -0 changes no sum. Their squares are
    /// +0, which changes no sum of squares, since none is -0.
    template <bool Squared>
    static void add(size_t count, T scale, const T* x, T* partial) {
        for (size_t first = 0; first < accumulators; first += vector::lanes) {
            vector sum = vector::load(partial + first);
            size_t e = first;
            for (; e + vector::lanes <= count; e += accumulators) {
                sum = next<Squared>(sum, vector::load(x + e), scale);
            }
            if (e < count) {
                sum = next<Squared>(sum, vector::load_padded(x + e, count - e, -T(0)), scale);
            }
            sum.store(partial + first);
        }
    }

    template <bool Squared>
    [[gnu::always_inline]] static vector next(vector sum, vector x, T scale) {
        if constexpr (!Squared) return vector::add(sum, x);
        const vector scaled = vector::multiply(x, vector::splat(scale));
        return vector::multiply_add(scaled, scaled, sum);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
