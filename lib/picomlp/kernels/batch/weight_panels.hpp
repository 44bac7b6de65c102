// SPDX-License-Identifier: MIT
// A block of a wide layer's weights, copied to panels: one for each row of tiles. Where the weights
// are, the rows of a block share sets of a cache and have a page each.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct weight_panels {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;
    static constexpr size_t strip = 2 * lanes;
    /// Outputs of a panel.
    static constexpr size_t width = tile_rows<InstructionSet, T>;
    // These bound the block, which is about 32 KiB, and change no bit.
    static constexpr size_t most_terms = 64;
    static constexpr size_t most_outputs =
        (32768 / sizeof(T) / most_terms + width - 1) / width * width;

    /// The weight of term k and output o is first[o / width * stride + k * width + o % width].
    T first[most_outputs * most_terms + most_outputs / width * lanes];
    size_t stride;

    void copy(size_t terms, size_t outputs, strided_rows<const T> w) {
        // Behind a panel there is room for the rest of a vector.
        const size_t step = terms * width + lanes;
        stride = step;
        for (size_t k = 0; k < terms; ++k) {
            const T* const from = w[k];
            T* to = first + k * width;
            size_t o = 0;
            for (; outputs - o >= (copies_a_vector ? lanes : width); o += width) {
                if constexpr (copies_a_vector) {
                    vector::load(from + o).store(to);
                } else {
                    __builtin_memcpy(to, from + o, width * sizeof(T));
                }
                to += step;
            }
            for (; o < outputs; o += width) {
                for (size_t m = 0; m < width && o + m < outputs; ++m) to[m] = from[o + m];
                to += step;
            }
        }
    }

    /// The same of a transposed matrix: rows of w are outputs, and their elements `term_step` apart
    /// are terms.
    void copy_transposed(size_t terms, size_t outputs, strided_rows<const T> w, size_t term_step) {
        const size_t step = terms * width + lanes;
        stride = step;
        T* to = first;
        for (size_t o = 0; o < outputs; o += width) {
            const size_t count = outputs - o < width ? outputs - o : width;
            if (count == width) {
                for (size_t k = 0; k < terms; ++k) {
                    for (size_t m = 0; m < width; ++m) to[k * width + m] = w[o + m][k * term_step];
                }
            } else {
                for (size_t k = 0; k < terms; ++k) {
                    for (size_t m = 0; m < count; ++m) to[k * width + m] = w[o + m][k * term_step];
                }
            }
            to += step;
        }
    }

    /// sums[o][s] = madd(w[k][o], x[k][s], sums[o][s]) for all terms k upwards. The samples, a
    /// multiple of the lanes, are packed to strips of two vectors and perhaps one of a single
    /// vector: those of a strip lie term by term. Calls meanwhile() before every row of tiles.
    template <class Function>
    [[gnu::always_inline]] void add_product(product_shape shape, const T* x, strided_rows<T> sums,
                                            const Function& meanwhile) const {
        const T* panel = first;
        size_t left = shape.rows;
        for (; left >= width; left -= width) {
            meanwhile();
            row_of_tiles<width>(shape, panel, x, sums);
            panel += stride;
            sums.first += width * sums.stride;
        }
        if (left > 0) last_row<width - 1>(left, shape, panel, x, sums);
    }

  private:
    /// Whether a row of a panel is copied by one vector, which has more lanes: the next row is
    /// written over the rest.
    static constexpr bool copies_a_vector = (lanes > width) && (lanes < 2 * width);

    template <size_t Rows>
    [[gnu::always_inline]] static void last_row(size_t rows, product_shape shape, const T* panel,
                                                const T* x, strided_rows<T> sums) {
        if constexpr (Rows > 1) {
            if (rows < Rows) return last_row<Rows - 1>(rows, shape, panel, x, sums);
        }
        row_of_tiles<Rows>(shape, panel, x, sums);
    }

    template <size_t Rows>
    [[gnu::noinline]] static void row_of_tiles(product_shape shape, const T* panel, const T* x,
                                               strided_rows<T> sums) {
        size_t left = shape.columns;
        for (; left >= strip; left -= strip) {
            tile<Rows, 2>(shape.inner, panel, x, sums);
            x += strip * shape.inner;
            sums.first += strip;
        }
        if (left > 0) tile<Rows, 1>(shape.inner, panel, x, sums);
    }

    template <size_t Rows, size_t Vectors>
    [[gnu::always_inline]] static void tile(size_t terms, const T* panel, const T* x,
                                            strided_rows<T> sums) {
        vector sum[Rows][Vectors];
        const T* from = sums.first;
        for (size_t m = 0; m < Rows; ++m) {
            for (size_t v = 0; v < Vectors; ++v) sum[m][v] = vector::load(from + v * lanes);
            from += sums.stride;
        }
        do {
            vector of_x[Vectors];
            for (size_t v = 0; v < Vectors; ++v) of_x[v] = vector::load(x + v * lanes);
            for (size_t m = 0; m < Rows; ++m) {
                const vector factor = vector::splat(panel[m]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[m][v] = vector::multiply_add(factor, of_x[v], sum[m][v]);
                }
            }
            x += Vectors * lanes;
            panel += width;
        } while (--terms > 0);
        T* to = sums.first;
        for (size_t m = 0; m < Rows; ++m) {
            for (size_t v = 0; v < Vectors; ++v) sum[m][v].store(to + v * lanes);
            to += sums.stride;
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
