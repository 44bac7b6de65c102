// SPDX-License-Identifier: MIT
// Products of matrices, written once over the vector type.
#pragma once

#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/batch/product_strips.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct matrix_products {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;

    static void product(const product_layout& layout, const T* a, const T* b, T* c) {
        using strips = product_strips<InstructionSet, T>;
        if (strips::suit(layout.shape)) {
            strips::compute(layout, a, b, c);
        } else {
            any_product(layout, a, b, c);
        }
    }

    static void add_product(const product_layout& layout, const T* a, const T* b, T* c) {
        tiles<true>(layout, a, b, c);
    }

    static void transposed_product(const product_layout& layout, const T* a, const T* b, T* c) {
        transposed(layout.shape, {a, layout.a_per_output, layout.a_per_term},
                   {b, layout.b_stride, 1}, {c, layout.c_stride, 1});
    }

  private:
    static constexpr bool prefetches = InstructionSet::vectorizes_edges;

    // Terms that are transposed at a time; bounds the stack, changes no bit.
    static constexpr size_t block = 64;

    /// A function by itself: written into product(), gcc 12 makes a narrow product of AVX-512 take
    /// half as long again.
    static void any_product(const product_layout& layout, const T* a, const T* b, T* c) {
        const product_shape shape = layout.shape;
        if constexpr (vector::lanes > 1) {
            if (shape.columns > 2 && shape.columns < vector::lanes && shape.rows >= vector::lanes) {
                // Too narrow for a vector: lay the rows along the lanes instead. One or two columns
                // do not repay the transposing.
                transposed({shape.columns, shape.rows, shape.inner}, {b, 1, layout.b_stride},
                           {a, layout.a_per_output, layout.a_per_term}, {c, 1, layout.c_stride});
                return;
            }
        }
        tiles<false>(layout, a, b, c);
    }

    /// Of c = a b, or with Add of c += a b.
    template <bool Add>
    struct product_tile {
        static constexpr bool last_pair_overlaps = false;
        static constexpr bool repeatable = !Add;
        const product_layout& layout;
        const T* a;
        const T* b;
        T* c;

        template <size_t Outputs, size_t Vectors, class Vector>
        [[gnu::always_inline]] void compute(size_t output, size_t column) const {
            Vector sum[Outputs][Vectors];
            const strided_rows<T> to{c + output * layout.c_stride + column, layout.c_stride};
            for (size_t m = 0; m < Outputs; ++m) {
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[m][v] = Add ? Vector::load(to[m] + v * Vector::lanes) : Vector::zero();
                }
            }
            const coefficients<T> factors{a + output * layout.a_per_output, layout.a_per_output,
                                          layout.a_per_term};
            micro_kernel<Vector, Outputs, Vectors, prefetches && (Vector::lanes > 1)>(
                factors, {b + column, layout.b_stride}, 0, layout.shape.inner, 1, sum);
            for (size_t m = 0; m < Outputs; ++m) {
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[m][v].store(to[m] + v * Vector::lanes);
                }
            }
        }
    };

    template <bool Add>
    [[gnu::always_inline]] static void tiles(const product_layout& layout, const T* a, const T* b,
                                             T* c) {
        const product_shape shape = layout.shape;
        const product_tile<Add> tile{layout, a, b, c};
        for_each_tile<InstructionSet, T>(shape.rows, shape.columns, shape.inner, tile);
    }

    /// Output m at column n is at first[m * per_output + n * per_column].
    struct elements {
        T* first;
        size_t per_output;
        size_t per_column;
    };

    /// c = a b^T with columns along the lanes; b is transposed block by block.
    static void transposed(product_shape shape, coefficients<T> a, coefficients<T> b, elements c) {
        size_t column = 0;
        if constexpr (vector::lanes > 1) {
            for (; column + vector::lanes <= shape.columns; column += vector::lanes) {
                transposed_columns(shape, a, b, c, column);
            }
            if (column < shape.columns && shape.columns > vector::lanes) {
                transposed_columns(shape, a, b, c, shape.columns - vector::lanes);
                return;
            }
        }
        for (; column < shape.columns; ++column) {
            const strided_rows<const T> b_column{b.first + column * b.per_output, b.per_term};
            const elements to{c.first + column * c.per_column, c.per_output, c.per_column};
            size_t m = 0;
            for (; m + 4 <= shape.rows; m += 4) {
                sums<single, 4>(shape.inner, a, b_column, false, to, m);
            }
            for (; m < shape.rows; ++m) sums<single, 1>(shape.inner, a, b_column, false, to, m);
        }
    }

    static void transposed_columns(product_shape shape, coefficients<T> a, coefficients<T> b,
                                   elements c, size_t column) {
        alignas(vector) T tile[block * vector::lanes];
        const elements to{c.first + column * c.per_column, c.per_output, c.per_column};
        for (size_t begin = 0; begin < shape.inner; begin += block) {
            const size_t count = shape.inner - begin < block ? shape.inner - begin : block;
            for (size_t lane = 0; lane < vector::lanes; ++lane) {
                const T* from = b.first + (column + lane) * b.per_output + begin * b.per_term;
                for (size_t k = 0; k < count; ++k) {
                    tile[k * vector::lanes + lane] = from[k * b.per_term];
                }
            }
            const coefficients<T> a_block{a.first + begin * a.per_term, a.per_output, a.per_term};
            const strided_rows<const T> terms{tile, vector::lanes};
            size_t m = 0;
            for (; m + 4 <= shape.rows; m += 4) {
                sums<vector, 4>(count, a_block, terms, begin > 0, to, m);
            }
            for (; m < shape.rows; ++m) {
                sums<vector, 1>(count, a_block, terms, begin > 0, to, m);
            }
        }
    }

    /// Outputs m to m + Outputs at the columns along the lanes; with go_on the sums start from c.
    template <class Vector, size_t Outputs>
    [[gnu::always_inline]] static void sums(size_t inner, coefficients<T> a,
                                            strided_rows<const T> terms, bool go_on, elements c,
                                            size_t m) {
        Vector sum[Outputs][1];
        T* to = c.first + m * c.per_output;
        for (size_t i = 0; i < Outputs; ++i) {
            sum[i][0] =
                go_on ? gather<Vector>(to + i * c.per_output, c.per_column) : Vector::zero();
        }
        micro_kernel<Vector, Outputs, 1>({a.first + m * a.per_output, a.per_output, a.per_term},
                                         terms, 0, inner, 1, sum);
        for (size_t i = 0; i < Outputs; ++i) {
            scatter(sum[i][0], to + i * c.per_output, c.per_column);
        }
    }

    template <class Vector>
    [[gnu::always_inline]] static Vector gather(const T* from, size_t step) {
        if (step == 1) return Vector::load(from);
        T lane[Vector::lanes];
        for (size_t j = 0; j < Vector::lanes; ++j) lane[j] = from[j * step];
        return Vector::load(lane);
    }

    template <class Vector>
    [[gnu::always_inline]] static void scatter(Vector value, T* to, size_t step) {
        if (step == 1) {
            value.store(to);
            return;
        }
        T lane[Vector::lanes];
        value.store(lane);
        for (size_t j = 0; j < Vector::lanes; ++j) to[j * step] = lane[j];
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
