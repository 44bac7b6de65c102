// What kernels for one sample walk by where there are plain vectors, four to a turn of a loop.
#pragma once

#include "picomlp/kernels/sample/walk.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A walk (kernels/sample/walk.hpp).
template <class InstructionSet, class T>
struct unrolled_walk : vector_walk<InstructionSet, T> {
    using typename vector_walk<InstructionSet, T>::vector;
    using typename vector_walk<InstructionSet, T>::element;
    using vector_walk<InstructionSet, T>::for_each_run;

    static constexpr bool unrolls = false;
    static constexpr bool has_narrow = false;
    static constexpr bool fuses_relu = false;

    template <class Function>
    [[gnu::always_inline]] static void visit(size_t count, const T* a, const T* b,
                                             const Function& f) {
        by_fours(
            count, [&](auto run, size_t k)
                       __attribute__((always_inline)) { f(run.load(a + k), run.load(b + k)); });
    }

    template <class Function>
    [[gnu::always_inline]] static void update(size_t count, const T* a, T* b, const Function& f) {
        by_fours(
            count, [&](auto run, size_t k) __attribute__((always_inline)) {
                run.store(b + k, f(run.load(a + k), run.load(b + k)));
            });
    }

    static void relu(size_t count, T* z) {
        by_fours(
            count, [=](auto run, size_t k) __attribute__((always_inline)) {
                run.store(z + k, decltype(run)::vector::relu(run.load(z + k)));
            });
    }

    static void relu_backward(size_t count, const T* a, T* x) {
        by_fours(
            count, [=](auto run, size_t k) __attribute__((always_inline)) {
                run.store(x + k,
                          decltype(run)::vector::relu_mask(run.load_kept(a + k), run.load(x + k)));
            });
    }

    static void backward(size_t lanes, size_t inputs, size_t outputs, const T* w, const T* delta,
                         T* dx) {
        size_t i = 0;
        if (lanes == 1) {
            for (; i + 4 <= inputs; i += 4) sum_rows<4>(outputs, w + i * outputs, delta, dx + i);
            for (; i < inputs; ++i) sum_rows<1>(outputs, w + i * outputs, delta, dx + i);
        } else {
            for (; i + 4 <= inputs; i += 4) sum_lanes<4>(outputs, w + i * outputs, delta, dx + i);
            for (; i < inputs; ++i) sum_lanes<1>(outputs, w + i * outputs, delta, dx + i);
        }
    }

  private:
    /// for_each_run(), four vectors to a turn of the loop.
    template <class Function>
    [[gnu::always_inline]] static void by_fours(size_t count, const Function& f) {
        constexpr size_t lanes = vector::lanes;
        const size_t fours = count / (4 * lanes) * (4 * lanes);
        for (size_t k = 0; k < fours; k += 4 * lanes) {
            f(whole_run<vector>{}, k);
            f(whole_run<vector>{}, k + lanes);
            f(whole_run<vector>{}, k + 2 * lanes);
            f(whole_run<vector>{}, k + 3 * lanes);
        }
        for_each_run(
            count - fours, [&](auto run, size_t k)
                               __attribute__((always_inline)) { f(run, fours + k); });
    }

    // Several rows of w side by side, so that their sums do not wait for each other.

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

    /// By four lanes, in as many vectors as they fill.
    template <size_t Rows>
    [[gnu::always_inline]] static void sum_lanes(size_t outputs, const T* w, const T* delta,
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
            T lane[4];
            for (size_t v = 0; v < vectors; ++v) sum[r][v].store(lane + v * vector::lanes);
            for (size_t k = 0; o + k < outputs; ++k) {
                lane[k] = element::multiply_add({w[o + k]}, {delta[o + k]}, {lane[k]}).value;
            }
            dx[r] = ((lane[0] + lane[1]) + lane[2]) + lane[3];
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
