// Sums along the samples by summation_order::sample_lanes lanes, whatever the width of a vector.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/simd/vectors/scalar.hpp"
#include "picomlp/simd/vectors/transpose.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct lane_sums {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t all = summation_order::sample_lanes;
    static_assert(all % vector::lanes == 0, "a vector must hold a whole fraction of the lanes");

    /// sum[r][k] = sum over s of row r of factors at s times row k of terms at s, for Rows rows;
    /// then, if Ones, of row k of terms alone.
    template <size_t Rows, bool Ones, size_t Columns>
    [[gnu::always_inline]] static void of_products(uint32_t samples, strided_rows<const T> factors,
                                                   strided_rows<const T> terms,
                                                   T (&sum)[Rows + Ones][Columns]) {
        constexpr size_t count = (Rows + Ones) * Columns;
        constexpr size_t fours = (count + 3) / 4;
        T lane[fours * 4][all];
        // A vector covers `lanes` of the lanes at a time; the next ones get a pass of their own, so
        // that the sums fit into registers at any width.
        for (size_t first = 0; first < all; first += vector::lanes) {
            vector partial[Rows + Ones][Columns];
            for (auto& row : partial) {
                for (vector& of : row) of = vector::zero();
            }
            const auto add = [&](const vector(&factor)[Rows + 1], const vector(&term)[Columns])
                __attribute__((always_inline)) {
                for (size_t r = 0; r < Rows; ++r) {
                    for (size_t k = 0; k < Columns; ++k) {
                        partial[r][k] = vector::multiply_add(factor[r], term[k], partial[r][k]);
                    }
                }
                for (size_t k = 0; Ones && k < Columns; ++k) {
                    partial[Rows + Ones - 1][k] = vector::add(partial[Rows + Ones - 1][k], term[k]);
                }
            };
            size_t s = first;
            vector factor[Rows + 1];
            vector term[Columns];
            for (; s + vector::lanes <= samples; s += all) {
                for (size_t r = 0; r < Rows; ++r) factor[r] = vector::load(factors[r] + s);
                for (size_t k = 0; k < Columns; ++k) term[k] = vector::load(terms[k] + s);
                add(factor, term);
            }
            if (s < samples) {
                // A missing sample adds +0 * -0 or -0: -0, which changes no sum, not even -0.
                const size_t rest = samples - s;
                for (size_t r = 0; r < Rows; ++r) {
                    factor[r] = vector::load_padded(factors[r] + s, rest, T(0));
                }
                for (size_t k = 0; k < Columns; ++k) {
                    term[k] = vector::load_padded(terms[k] + s, rest, -T(0));
                }
                add(factor, term);
            }
            for (size_t r = 0; r < Rows + Ones; ++r) {
                for (size_t k = 0; k < Columns; ++k) {
                    partial[r][k].store(lane[r * Columns + k] + first);
                }
            }
        }
        sum_lanes<count>(lane, sum[0]);
    }

    static void add_elements(size_t count, const T* x, T* lane) {
        add<false>(count, T(1), x, lane);
    }

    static void add_squares(size_t count, T scale, const T* x, T* lane) {
        add<true>(count, scale, x, lane);
    }

    static T of_elements(uint32_t count, const T* x) {
        T sum[1][1];
        of_products<0, true>(count, {nullptr, 0}, {x, 0}, sum);
        return sum[0][0];
    }

  private:
    /// Halves added until one lane is left, for the first Count of them.
    template <size_t Count, size_t Padded>
    [[gnu::always_inline]] static void sum_lanes(T (&lane)[Padded][all], T* sum) {
        constexpr size_t fours = vector::lanes > 1 ? Count / 4 * 4 : 0;
        constexpr size_t rest = Count - fours;
        if constexpr (fours > 0) {
            for (size_t k = 0; k < fours; k += 4) {
                simd::reduce_add_four<InstructionSet>(lane + k, sum + k);
            }
        }
        if constexpr (vector::lanes > 1 && rest > 1) {
            // The others, whose sums are not wanted, are of numbers, too.
            for (size_t none = Count; none < Padded; ++none) {
                for (T& x : lane[none]) x = T(0);
            }
            T last[4];
            simd::reduce_add_four<InstructionSet>(lane + fours, last);
            for (size_t i = 0; i < rest; ++i) sum[fours + i] = last[i];
        } else {
            for (size_t k = fours; k < Count; ++k) {
                for (size_t half = all / 2; half > 0; half /= 2) {
                    for (size_t j = 0; j < half; ++j) lane[k][j] += lane[k][j + half];
                }
                sum[k] = lane[k][0];
            }
        }
    }

    /// Missing elements of the last vector are -0, which adds nothing; squared they add +0, which
    /// adds nothing to a sum of squares, none of which is -0.
    template <bool Squared>
    static void add(size_t count, T scale, const T* x, T* lane) {
        for (size_t first = 0; first < all; first += vector::lanes) {
            vector sum = vector::load(lane + first);
            size_t e = first;
            for (; e + vector::lanes <= count; e += all) {
                sum = next<Squared>(sum, vector::load(x + e), scale);
            }
            if (e < count) {
                sum = next<Squared>(sum, vector::load_padded(x + e, count - e, -T(0)), scale);
            }
            sum.store(lane + first);
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
