// SPDX-License-Identifier: MIT
// The backends of targets with vectors whose loads take any address: SSE, AVX, NEON, SIMD128.
#pragma once

#include "picomlp/kernels/sample/backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Full vectors, and what is left one by one: what a step of gradient descent needs.
template <class InstructionSet, class T>
struct vector_backend : by_strips<vector_backend<InstructionSet, T>, T> {
    using vector = typename InstructionSet::template vector<T>;
    using element = simd::scalar_vector<InstructionSet, T>;

    /// A sum of zero times each number is zero when all are finite, and NaN otherwise.
    class finite_check {
      public:
        static constexpr bool exact = true;
        [[gnu::always_inline]] void add(vector v) {
            sum_ = vector::add(sum_, vector::multiply(vector::zero(), v));
        }
        template <class Single>
        [[gnu::always_inline]] void add(Single v) {
            rest_ += T(0) * v.value;
        }
        static size_t add_many(size_t, const T*) { return 0; }
        static size_t add_axpy(size_t, T, const T*, const T*) { return 0; }
        [[gnu::always_inline]] bool all_finite() const {
            T lane[vector::lanes];
            sum_.store(lane);
            T all = rest_;
            for (size_t j = 0; j < vector::lanes; ++j) all += lane[j];
            return all == T(0);
        }

      private:
        vector sum_ = vector::zero();
        T rest_ = T(0);
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) f(full_strip<vector>{}, k);
        if constexpr (vector::lanes > 1) {
            for (; k < count; ++k) f(full_strip<element>{}, k);
        }
    }
};

/// A whole backend (kernels/sample/backend.hpp): loops take four vectors to a turn.
template <class InstructionSet, class T>
struct unrolled_backend : vector_backend<InstructionSet, T> {
    using typename vector_backend<InstructionSet, T>::vector;
    using typename vector_backend<InstructionSet, T>::element;
    using vector_backend<InstructionSet, T>::for_each_strip;

    template <class Function>
    [[gnu::always_inline]] static void visit(size_t count, const T* a, const T* b,
                                             const Function& f) {
        by_fours(
            count, [&](auto strip, size_t k)
                       __attribute__((always_inline)) { f(strip.load(a + k), strip.load(b + k)); });
    }

    template <class Function>
    [[gnu::always_inline]] static void update(size_t count, const T* a, T* b, const Function& f) {
        by_fours(
            count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(b + k, f(strip.load(a + k), strip.load(b + k)));
            });
    }

    static void relu(size_t count, T* z) {
        by_fours(
            count, [=](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(z + k, decltype(strip)::vector::relu(strip.load(z + k)));
            });
    }

    static void relu_backward(size_t count, const T* a, T* x) {
        by_fours(
            count, [=](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(x + k, decltype(strip)::vector::relu_mask(strip.load_b(a + k),
                                                                      strip.load(x + k)));
            });
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const T* w,
                         const T* delta, T* dx) {
        size_t i = 0;
        if (accumulators == 1) {
            for (; i + 4 <= inputs; i += 4) sum_rows<4>(outputs, w + i * outputs, delta, dx + i);
            for (; i < inputs; ++i) sum_rows<1>(outputs, w + i * outputs, delta, dx + i);
        } else {
            for (; i + 4 <= inputs; i += 4) sum_by_four<4>(outputs, w + i * outputs, delta, dx + i);
            for (; i < inputs; ++i) sum_by_four<1>(outputs, w + i * outputs, delta, dx + i);
        }
    }

  private:
    /// for_each_strip(), four vectors to a turn of the loop.
    template <class Function>
    [[gnu::always_inline]] static void by_fours(size_t count, const Function& f) {
        constexpr size_t lanes = vector::lanes;
        const size_t fours = count / (4 * lanes) * (4 * lanes);
        for (size_t k = 0; k < fours; k += 4 * lanes) {
            f(full_strip<vector>{}, k);
            f(full_strip<vector>{}, k + lanes);
            f(full_strip<vector>{}, k + 2 * lanes);
            f(full_strip<vector>{}, k + 3 * lanes);
        }
        for_each_strip(
            count - fours, [&](auto strip, size_t k)
                               __attribute__((always_inline)) { f(strip, fours + k); });
    }

    // Several rows of w at a time: independent sums hide the latency of an addition.

    template <size_t Rows>
    [[gnu::always_inline]] static void sum_rows(size_t outputs, const T* w, const T* delta, T* dx) {
        element sum[Rows];
        for (size_t r = 0; r < Rows; ++r) sum[r] = element::zero();
        for (size_t o = 0; o < outputs; ++o) {
            for (size_t r = 0; r < Rows; ++r) {
                sum[r] = element::multiply_add({w[r * outputs + o]}, {delta[o]}, sum[r]);
            }
        }
        for (size_t r = 0; r < Rows; ++r) dx[r] = sum[r].value;
    }

    /// By four accumulators, in as many vectors as they fill.
    template <size_t Rows>
    [[gnu::always_inline]] static void sum_by_four(size_t outputs, const T* w, const T* delta,
                                                   T* dx) {
        constexpr size_t vectors = 4 / vector::lanes;
        vector sum[Rows][vectors];
        for (size_t r = 0; r < Rows; ++r) {
            for (size_t v = 0; v < vectors; ++v) sum[r][v] = vector::zero();
        }
        size_t o = 0;
        for (; o + 4 <= outputs; o += 4) {
            for (size_t v = 0; v < vectors; ++v) {
                const size_t at = o + v * vector::lanes;
                const vector d = vector::load(delta + at);
                for (size_t r = 0; r < Rows; ++r) {
                    sum[r][v] =
                        vector::multiply_add(vector::load(w + r * outputs + at), d, sum[r][v]);
                }
            }
        }
        for (size_t r = 0; r < Rows; ++r, w += outputs) {
            T partial[4];
            for (size_t v = 0; v < vectors; ++v) sum[r][v].store(partial + v * vector::lanes);
            for (size_t k = 0; o + k < outputs; ++k) {
                partial[k] = element::multiply_add({w[o + k]}, {delta[o + k]}, {partial[k]}).value;
            }
            dx[r] = ((partial[0] + partial[1]) + partial[2]) + partial[3];
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
