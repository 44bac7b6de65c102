// SPDX-License-Identifier: MIT
// A layer's part in a step on one sample: BACKWARD of kernels/order.hpp, and UPDATE by a GRADIENT
// that is not stored.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/magnitude_bound.hpp"
#include "picomlp/simd/vectors/four_lanes.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct layer_updates {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;
    using four = simd::four_lanes<InstructionSet, T>;

    /// dx = W^T delta; where `a` is not null, +0 where a > 0 does not hold.
    static void backward(dense_shape shape, const T* w, const T* delta, const T* a, T* dx) {
        const size_t inputs = shape.inputs;
        const size_t outputs = shape.outputs;
        if (outputs == 1) {
            for_each_vector<InstructionSet, T>(
                inputs, [=](auto strip, size_t k) __attribute__((always_inline)) {
                    using part = typename decltype(strip)::vector;
                    part product =
                        part::multiply_add(strip.load(w + k), part::splat(*delta), part::zero());
                    if (a) product = part::relu_mask(strip.load(a + k), product);
                    strip.store(dx + k, product);
                });
        } else if (summation_order::output_accumulators(shape) == 1) {
            by_rows<4>(
                inputs, outputs, w, a,
                dx, [=](auto rows, const T* row, T* sums) __attribute__((always_inline)) {
                    sum_rows<decltype(rows)::count>(outputs, row, delta, sums);
                });
        } else {
            by_rows<rows_by_four>(
                inputs, outputs, w, a,
                dx, [=](auto rows, const T* row, T* sums) __attribute__((always_inline)) {
                    sum_rows_by_four<decltype(rows)::count>(outputs, row, delta, sums);
                });
        }
    }

    /// w = madd(-rate, g, w) with g = [x; 1] delta^T.
    static void update(dense_shape shape, T rate, const T* x, const T* delta, T* w) {
        const size_t inputs = shape.inputs;
        const size_t outputs = shape.outputs;
        if (outputs == 1) {
            for_each_vector<InstructionSet, T>(
                inputs, [=](auto strip, size_t k) __attribute__((always_inline)) {
                    using part = typename decltype(strip)::vector;
                    strip.store(w + k, changed(rate, strip.load(x + k), part::splat(*delta),
                                               strip.load(w + k)));
                });
            w[inputs] = single::multiply_add({-rate}, {*delta}, {w[inputs]}).value;
            return;
        }
        if constexpr (vector::lanes > 1) {
            const size_t vectors = outputs / vector::lanes;
            const size_t left = outputs % vector::lanes;
            if (vectors == 0) return rows_of<0>(inputs, left, rate, x, delta, w);
            if (vectors == 1) return rows_of<1>(inputs, left, rate, x, delta, w);
            if (vectors == 2) return rows_of<2>(inputs, left, rate, x, delta, w);
            if (vectors == 4 && left == 0) return rows_of<4>(inputs, left, rate, x, delta, w);
        }
        for (size_t i = 0; i < inputs; ++i, w += outputs) update_row(outputs, rate, x[i], delta, w);
        bias_row(outputs, rate, delta, w);
    }

    /// row = madd(-rate, x * delta, row)
    [[gnu::always_inline]] static void update_row(size_t outputs, T rate, T x, const T* delta,
                                                  T* row) {
        constexpr size_t lanes = vector::lanes;
        const vector factor = vector::splat(x);
        size_t o = 0;
        for (; o + 4 * lanes <= outputs; o += 4 * lanes) {
            for (size_t v = 0; v < 4 * lanes; v += lanes) {
                change<vector>(rate, factor, vector::load(delta + o + v), row + o + v);
            }
        }
        for (; o + lanes <= outputs; o += lanes) {
            change<vector>(rate, factor, vector::load(delta + o), row + o);
        }
        simd::for_tail<InstructionSet, T>(
            o, outputs, [=](auto strip, size_t k) __attribute__((always_inline)) {
                using part = typename decltype(strip)::vector;
                strip.store(row + k, changed(rate, part::splat(x), strip.load(delta + k),
                                             strip.load(row + k)));
            });
    }

    /// The biases: w = madd(-rate, delta, w).
    [[gnu::always_inline]] static void bias_row(size_t outputs, T rate, const T* delta, T* w) {
        const auto change_bias = [=](auto strip, size_t k) __attribute__((always_inline)) {
            using part = typename decltype(strip)::vector;
            strip.store(w + k, part::multiply_add(part::splat(-rate), strip.load(delta + k),
                                                  strip.load(w + k)));
        };
        if constexpr (vector::lanes == 1) {
            // There is at least one; gcc warns of a loop that may have none.
            size_t o = 0;
            do change_bias(simd::full_vector<vector>{}, o);
            while (++o < outputs);
        } else {
            for_each_vector<InstructionSet, T>(outputs, change_bias);
        }
    }

  private:
    template <size_t Count>
    struct number_of_rows {
        static constexpr size_t count = Count;
    };

    // Two multiply-adds a cycle, each with a latency of four, take eight sums.
    static constexpr size_t rows_by_four = vector::lanes > 1 ? 8 / four::parts : 4;

    /// sum(rows, first row, sums) for all rows, Most at a time.
    template <size_t Most, class Sum>
    [[gnu::always_inline]] static void by_rows(size_t inputs, size_t outputs, const T* w,
                                               const T* a, T* dx, const Sum& sum) {
        const auto some = [=](auto rows, size_t i) __attribute__((always_inline)) {
            constexpr size_t count = decltype(rows)::count;
            T sums[count];
            sum(rows, w + i * outputs, sums);
            for (size_t r = 0; r < count; ++r) {
                dx[i + r] = !a || a[i + r] > T(0) ? sums[r] : T(0);
            }
        };
        size_t i = 0;
        for (; i + Most <= inputs; i += Most) some(number_of_rows<Most>{}, i);
        if (i == inputs) return;
        // The last rows; some of them once more, with the same result.
        if (inputs >= Most) return some(number_of_rows<Most>{}, inputs - Most);
        for (; i < inputs; ++i) some(number_of_rows<1>{}, i);
    }

    template <size_t Rows>
    [[gnu::always_inline]] static void sum_rows(size_t outputs, const T* w, const T* delta,
                                                T* sums) {
        single sum[Rows];
        for (size_t r = 0; r < Rows; ++r) sum[r] = single::zero();
        for (size_t o = 0; o < outputs; ++o) {
            for (size_t r = 0; r < Rows; ++r) {
                sum[r] = single::multiply_add({w[r * outputs + o]}, {delta[o]}, sum[r]);
            }
        }
        for (size_t r = 0; r < Rows; ++r) sums[r] = sum[r].value;
    }

    template <size_t Rows>
    [[gnu::always_inline]] static void sum_rows_by_four(size_t outputs, const T* w, const T* delta,
                                                        T* sums) {
        four sum[Rows];
        for (size_t r = 0; r < Rows; ++r) sum[r] = four::zero();
        size_t o = 0;
        for (; o + 4 <= outputs; o += 4) {
            const four d = four::load(delta + o);
            for (size_t r = 0; r < Rows; ++r) {
                sum[r] = four::multiply_add(four::load(w + r * outputs + o), d, sum[r]);
            }
        }
        // The accumulators stay in registers only where all loops over them can be unrolled.
        T partial[Rows][4];
        for (size_t r = 0; r < Rows; ++r) sum[r].store(partial[r]);
        for (size_t k = 0; o < outputs; ++k, ++o) {
            for (size_t r = 0; r < Rows; ++r) {
                partial[r][k] =
                    single::multiply_add({w[r * outputs + o]}, {delta[o]}, {partial[r][k]}).value;
            }
        }
        for (size_t r = 0; r < Rows; ++r) {
            const T* const p = partial[r];
            sums[r] = ((p[0] + p[1]) + p[2]) + p[3];
        }
    }

    template <class Vector>
    [[gnu::always_inline]] static Vector changed(T rate, Vector x, Vector d, Vector w) {
        return Vector::multiply_add(Vector::splat(-rate), Vector::multiply(x, d), w);
    }
    template <class Vector>
    [[gnu::always_inline]] static void change(T rate, Vector x, Vector d, T* w) {
        changed(rate, x, d, Vector::load(w)).store(w);
    }

    /// Rows of Vectors vectors and `left` elements, with delta in registers.
    template <size_t Vectors>
    [[gnu::always_inline]] static void rows_of(size_t inputs, size_t left, T rate, const T* x,
                                               const T* delta, T* w) {
        constexpr size_t lanes = vector::lanes;
        const size_t outputs = Vectors * lanes + left;
        vector d[Vectors + 1];
        for (size_t v = 0; v < Vectors; ++v) d[v] = vector::load(delta + v * lanes);
        for (size_t i = 0; i < inputs; ++i, w += outputs) {
            const vector factor = vector::splat(x[i]);
            for (size_t v = 0; v < Vectors; ++v) change<vector>(rate, factor, d[v], w + v * lanes);
            simd::for_tail<InstructionSet, T>(
                Vectors * lanes, outputs, [=](auto strip, size_t k) __attribute__((always_inline)) {
                    using part = typename decltype(strip)::vector;
                    strip.store(w + k, changed(rate, part::splat(x[i]), strip.load(delta + k),
                                               strip.load(w + k)));
                });
        }
        bias_row(outputs, rate, delta, w);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
