// Sums along the samples by order::sample_lanes lanes, whatever the width of a vector.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/rows.hpp"
#include "picomlp/simd/single.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct lane_sums {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t all = order::sample_lanes;
    static_assert(all % vector::lanes == 0, "a vector must hold a whole fraction of the lanes");

    /// sum[k] = sum over s of factor[s] * row k of terms at s; factor == nullptr stands for ones.
    template <size_t Count>
    [[gnu::always_inline]] static void of_products(uint32_t samples, const T* factor,
                                                   rows<const T> terms, T (&sum)[Count]) {
        T lane[Count][all];
        // A vector covers `lanes` of the lanes at a time; the next ones get a pass of their own, so
        // that Count sums fit into registers at any width.
        for (size_t first = 0; first < all; first += vector::lanes) {
            vector partial[Count];
            for (size_t k = 0; k < Count; ++k) partial[k] = vector::zero();
            size_t s = first;
            for (; s + vector::lanes <= samples; s += all) {
                const vector f = factor ? vector::load(factor + s) : vector::splat(T(1));
                for (size_t k = 0; k < Count; ++k) {
                    partial[k] = vector::multiply_add(f, vector::load(terms[k] + s), partial[k]);
                }
            }
            if (s < samples) {
                // A missing sample adds +0 * -0 or 1 * -0: -0, which changes no sum, not even -0.
                const size_t rest = samples - s;
                const vector f =
                    factor ? vector::load_partial(factor + s, rest, T(0)) : vector::splat(T(1));
                for (size_t k = 0; k < Count; ++k) {
                    partial[k] = vector::multiply_add(
                        f, vector::load_partial(terms[k] + s, rest, -T(0)), partial[k]);
                }
            }
            for (size_t k = 0; k < Count; ++k) partial[k].store(lane[k] + first);
        }
        for (size_t k = 0; k < Count; ++k) {
            for (size_t half = all / 2; half > 0; half /= 2) {
                for (size_t j = 0; j < half; ++j) lane[k][j] += lane[k][j + half];
            }
            sum[k] = lane[k][0];
        }
    }

    static void add_elements(size_t count, const T* x, T* lane) {
        add<false>(count, T(1), x, lane);
    }

    static void add_squares(size_t count, T scale, const T* x, T* lane) {
        add<true>(count, scale, x, lane);
    }

    static T of_elements(uint32_t count, const T* x) {
        T sum[1];
        of_products<1>(count, nullptr, {x, 0}, sum);
        return sum[0];
    }

  private:
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
                sum = next<Squared>(sum, vector::load_partial(x + e, count - e, -T(0)), scale);
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
