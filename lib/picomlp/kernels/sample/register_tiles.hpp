// SPDX-License-Identifier: MIT
// The backend of processors with many registers for floats, no vectors, and loads of one float at a
// time: RISC-V's F. Loops take several outputs, or several inputs, at a time, so that a number
// stays in a register for all of them and one step of pointers serves all.
#pragma once

#include "picomlp/kernels/batch/unrolling.hpp"
#include "picomlp/kernels/sample/scalar_backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A backend (kernels/sample/backend.hpp) for 32 registers.
struct register_tiles : scalar_backend<float> {
    /// The sum of zero times each result is zero if all are finite, and NaN otherwise.
    class finite_check : public scalar_backend<float>::finite_check {
      public:
        static size_t add_axpy(size_t count, float rate, const float* g, const float* w) {
            element sum = element::zero();
            const float* const end = g + count / 4 * 4;
            for (; g != end; g += 4, w += 4) {
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < 4; ++k) {
                    const element result = element::multiply_add({rate}, {g[k]}, {w[k]});
                    sum = element::multiply_add(element::zero(), result, sum);
                }
            }
            return sum.value == 0.0F ? count / 4 * 4 : 0;
        }
    };

    static size_t axpy_many(size_t count, float rate, const float* g, float* w) {
        const float* const end = g + count / 4 * 4;
        for (; g != end; g += 4, w += 4) {
            PICOMLP_UNROLL_TILE
            for (size_t k = 0; k < 4; ++k) {
                w[k] = element::multiply_add({rate}, {g[k]}, {w[k]}).value;
            }
        }
        return count / 4 * 4;
    }

    static constexpr bool has_forward = false;
    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t extra,
                               const float* w, const float* bias, const float* x, float* z) {
        for_each_tile(
            outputs, [=](auto tile, size_t o) __attribute__((always_inline)) {
                constexpr size_t size = decltype(tile)::size;
                element sum[size];
                element total[size];
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < size; ++k) sum[k] = {bias[o + k]};
                // Adding to -0 changes no bit.
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < size; ++k) total[k] = {-0.0F};
                const float* row = w + o;
                const float* input = x;
                for (size_t segment = 0; segment < segments; ++segment) {
                    const float* const end = input + length + (segment < extra);
                    do {
                        const element factor = {*input++};
                        PICOMLP_UNROLL_TILE
                        for (size_t k = 0; k < size; ++k)
                            sum[k] = element::multiply_add(factor, {row[k]}, sum[k]);
                        row += outputs;
                    } while (input != end);
                    PICOMLP_UNROLL_TILE
                    for (size_t k = 0; k < size; ++k) {
                        total[k] = element::add(total[k], sum[k]);
                        sum[k] = element::zero();
                    }
                }
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < size; ++k) total[k].store(z + o + k);
            });
        return outputs;
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const float* w,
                         const float* delta, float* dx) {
        if (accumulators == 1) {
            sum_all_rows<1>(inputs, outputs, w, delta, dx);
        } else {
            sum_all_rows<4>(inputs, outputs, w, delta, dx);
        }
    }

    static size_t outer_product_many(size_t inputs, size_t outputs, const float* x, const float* d,
                                     float* g) {
        for_each_tile(
            outputs, [=](auto tile, size_t o) __attribute__((always_inline)) {
                constexpr size_t size = decltype(tile)::size;
                element factor[size];
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < size; ++k) factor[k] = {d[o + k]};
                float* row = g + o;
                const float* const end = x + inputs;
                for (const float* input = x; input != end; row += outputs) {
                    const element from = {*input++};
                    PICOMLP_UNROLL_TILE
                    for (size_t k = 0; k < size; ++k)
                        element::multiply(from, factor[k]).store(row + k);
                }
                PICOMLP_UNROLL_TILE
                for (size_t k = 0; k < size; ++k) factor[k].store(row + k);
            });
        return outputs;
    }

  private:
    /// So many neighbouring outputs.
    template <size_t Size>
    struct tile_of {
        static constexpr size_t size = Size;
    };

    /// f(tile, first) for tiles of eight, then four, two and one.
    template <class Function>
    [[gnu::always_inline]] static void for_each_tile(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + 8 <= count; k += 8) f(tile_of<8>{}, k);
        if (count & 4) {
            f(tile_of<4>{}, k);
            k += 4;
        }
        if (count & 2) {
            f(tile_of<2>{}, k);
            k += 2;
        }
        if (count & 1) f(tile_of<1>{}, k);
    }

    template <size_t Accumulators>
    [[gnu::always_inline]] static void sum_all_rows(size_t inputs, size_t outputs, const float* w,
                                                    const float* delta, float* dx) {
        size_t i = 0;
        for (; i + 4 <= inputs; i += 4, w += 4 * outputs)
            sum_rows<4, Accumulators>(outputs, w, delta, dx + i);
        for (; i < inputs; ++i, w += outputs) sum_rows<1, Accumulators>(outputs, w, delta, dx + i);
    }

    /// Several rows of w at a time, by four outputs and what is left.
    template <size_t Rows, size_t Accumulators>
    [[gnu::always_inline]] static void sum_rows(size_t outputs, const float* w, const float* delta,
                                                float* dx) {
        element sum[Rows][Accumulators];
        const float* row[Rows];
        PICOMLP_UNROLL_TILE
        for (size_t r = 0; r < Rows; ++r) {
            row[r] = w + r * outputs;
            PICOMLP_UNROLL_TILE
            for (size_t k = 0; k < Accumulators; ++k) sum[r][k] = element::zero();
        }
        const auto add = [&](size_t k) __attribute__((always_inline)) {
            const element d = {delta[k]};
            PICOMLP_UNROLL_TILE
            for (size_t r = 0; r < Rows; ++r) {
                element& to = sum[r][k % Accumulators];
                to = element::multiply_add({row[r][k]}, d, to);
            }
        };
        for (const float* const end = delta + outputs / 4 * 4; delta != end; delta += 4) {
            add(0);
            add(1);
            add(2);
            add(3);
            PICOMLP_UNROLL_TILE
            for (size_t r = 0; r < Rows; ++r) row[r] += 4;
        }
        const size_t rest = outputs % 4;
        if (rest > 0) add(0);
        if (rest > 1) add(1);
        if (rest > 2) add(2);
        PICOMLP_UNROLL_TILE
        for (size_t r = 0; r < Rows; ++r) {
            element total = sum[r][0];
            PICOMLP_UNROLL_TILE
            for (size_t k = 1; k < Accumulators; ++k) total = element::add(total, sum[r][k]);
            total.store(dx + r);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
