// SPDX-License-Identifier: MIT
// Products whose columns fill whole vectors, b in the first cache: with little to do before the
// first multiply-add, since a product of 16 x 16 takes 260 cycles.
#pragma once

#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct product_strips {
    using vector = typename InstructionSet::template vector<T>;

    /// Whether compute() takes the shape. Compilers for other processors leave out its code.
    static bool suit([[maybe_unused]] const product_shape& shape) {
#if defined(PICOMLP_X86_VECTORS)
        if constexpr (lanes > 1) {
            constexpr size_t cached = 24576 / sizeof(T);
            return shape.columns % lanes == 0 && shape.rows >= lowest &&
                   shape.columns * shape.inner <= cached;
        }
#endif
        return false;
    }

    /// c = a b.
    static void compute(const product_layout& layout, const T* a, const T* b, T* c) {
        size_t left = layout.shape.rows;
        const auto go_on = [&](size_t rows) __attribute__((always_inline)) {
            a += rows * layout.a_per_output;
            c += rows * layout.c_stride;
            return left - rows;
        };
        if constexpr (has_32_registers) {
            if (layout.shape.columns == lanes) {
                constexpr size_t rows = 2 * highest;
                while (left == rows || left >= rows + lowest) {
                    one_tile<rows, 1>(layout, a, b, c);
                    left = go_on(rows);
                }
            }
        }
        while (left > 0) {
            // As few tiles as cover the rows, and none much lower than the others: a low tile has
            // too few independent sums.
            const size_t rows = left % highest == 0  ? highest
                                : left > 2 * highest ? highest - 1
                                : left > highest     ? (left + 1) / 2
                                                     : left;
            row_of_tiles<highest>(rows, layout, a, b, c);
            left = go_on(rows);
        }
    }

  private:
    static constexpr size_t lanes = vector::lanes;
    static constexpr bool has_32_registers = InstructionSet::registers == 32;
    // The heights of tiles.
    static constexpr size_t highest = tile_rows<InstructionSet, T>;
    static constexpr size_t lowest = highest / 2;

    /// `rows` is between lowest and Highest.
    template <size_t Highest>
    [[gnu::always_inline]] static void row_of_tiles(size_t rows, const product_layout& layout,
                                                    const T* a, const T* b, T* c) {
        if constexpr (Highest > lowest) {
            if (rows < Highest) return row_of_tiles<Highest - 1>(rows, layout, a, b, c);
        }
        size_t left = layout.shape.columns;
        if constexpr (has_32_registers) {
            if (left / lanes % 2 != 0 && left > lanes) {
                constexpr size_t width = 3 * lanes;
                one_tile<Highest, 3>(layout, a, b, c);
                b += width;
                c += width;
                left -= width;
            }
        }
        const size_t pairs = left / (2 * lanes) * (2 * lanes);
        if (pairs > 0) strip<Highest>(layout, pairs, a, b, c);
        if (left > pairs) one_tile<Highest, 1>(layout, a, b + pairs, c + pairs);
    }

    // Out of line on purpose: so the sums have all registers.

    /// Tiles two vectors wide.
    template <size_t Rows>
    [[gnu::noinline]] static void strip(const product_layout& layout, size_t columns, const T* a,
                                        const T* b, T* c) {
        const T* const end = b + columns;
        do {
            tile<Rows, 2>(layout, a, b, c);
            b += 2 * lanes;
            c += 2 * lanes;
        } while (b < end);
    }

    template <size_t Rows, size_t Vectors>
    [[gnu::noinline]] static void one_tile(const product_layout& layout, const T* a, const T* b,
                                           T* c) {
        tile<Rows, Vectors>(layout, a, b, c);
    }

    /// The sums of micro_kernel(), with few registers for addresses. No stride is known to the
    /// compiler: it would compute an offset for every output and run out of registers.
    template <size_t Rows, size_t Vectors>
    [[gnu::always_inline]] static void tile(const product_layout& layout, const T* a, const T* b,
                                            T* c) {
        const size_t per_output = layout.a_per_output;
        const size_t per_term = layout.a_per_term;
        const size_t b_stride = layout.b_stride;
        const size_t c_stride = layout.c_stride;  // not read again behind each store to c
        // A pointer to the first of so many outputs.
        constexpr size_t group = Vectors > 2 ? 4 : 8;
        const T* factors[(Rows + group - 1) / group];
        for (const T*& first : factors) {
            first = a;
            keep(first);
            a += group * per_output;
        }
        vector sum[Rows][Vectors];
        for (auto& row : sum) {
            for (vector& each : row) each = vector::zero();
        }
        size_t terms = layout.shape.inner;
        do {
            vector x[Vectors];
            for (size_t v = 0; v < Vectors; ++v) x[v] = vector::load(b + v * lanes);
            b += b_stride;
            for (size_t m = 0; m < Rows; ++m) {
                const vector factor = vector::splat(factors[m / group][m % group * per_output]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[m][v] = vector::multiply_add(factor, x[v], sum[m][v]);
                }
            }
            for (const T*& first : factors) first += per_term;
        } while (--terms > 0);
        for (const auto& row : sum) {
            for (size_t v = 0; v < Vectors; ++v) row[v].store(c + v * lanes);
            c += c_stride;
        }
    }

    /// Keeps compilers from making one pointer a sum of another and an offset.
    [[gnu::always_inline]] static void keep([[maybe_unused]] const T*& pointer) {
#if defined(PICOMLP_X86_VECTORS)
        __asm__("" : "+r"(pointer));
#endif
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
