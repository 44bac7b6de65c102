// SPDX-License-Identifier: MIT
// The gradient of a dense layer's parameters, written once over the vector type.
#pragma once

#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/batch/gradient_rows.hpp"
#include "picomlp/kernels/batch/interleaved_sums.hpp"
#include "picomlp/kernels/batch/unrolling.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"
#include "picomlp/simd/vectors/transpose.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct dense_gradients {
    using vector = typename InstructionSet::template vector<T>;
    using sums = interleaved_sums<InstructionSet, T>;

    static void gradient(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                         strided_rows<const T> delta, gradient_mode mode, T* g) {
        if (summation_order::gradient_accumulators(shape, samples) > 1) {
            along_samples(shape, samples, x, delta, mode, g);
        } else {
            along_outputs(shape, samples, x, delta, mode, g);
        }
    }

    static void gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) {
        along_outputs(shape, 1, {x, 1}, {delta, 1}, gradient_mode::store, g);
    }

    /// w = madd(-rate, g, w), where g is the gradient. The array g is overwritten by anything.
    static void gradient_step(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                              strided_rows<const T> delta, T rate, T* g, T* w) {
        const size_t outputs = shape.outputs;
        if (summation_order::gradient_accumulators(shape, samples) > 1) {
            along_samples(shape, samples, x, delta, gradient_mode::store, g);
            change((size_t{shape.inputs} + 1) * outputs, rate, g, w);
            return;
        }
        // Sums that several blocks of samples add to wait in g, a few columns at a time.
        const size_t most = samples > block ? waiting_columns : outputs;
        for (size_t o = 0; o < outputs; o += most) {
            const size_t left = outputs - o;
            const auto columns = static_cast<uint16_t>(left < most ? left : most);
            add_blocks({shape.inputs, columns}, samples, x, {delta[o], delta.stride},
                       gradient_mode::store, columns_of_step{g, w + o, outputs, rate});
        }
    }

  private:
    using columns_of_gradient = gradient_columns<InstructionSet, T>;
    using columns_of_step = step_columns<InstructionSet, T>;
    using step = step_tile<InstructionSet, T>;

    static void change(size_t count, T rate, const T* g, T* w) {
        size_t k = 0;
        for (; count - k >= vector::lanes; k += vector::lanes) {
            step::changed(rate, vector::load(g + k), vector::load(w + k)).store(w + k);
        }
        simd::for_tail<InstructionSet, T>(
            k, count, [=](auto strip, size_t at) __attribute__((always_inline)) {
                strip.store(w + at, step::changed(rate, strip.load(g + at), strip.load(w + at)));
            });
    }

    // Whether memory is fetched ahead, and more samples and columns are done at a time.
#if defined(PICOMLP_X86_VECTORS)
    static constexpr bool prefetches = true;
#else
    static constexpr bool prefetches = false;
#endif
    // Whether columns are done by single strips, as AArch64 does: for few samples that is less
    // work.
    static constexpr bool by_single_strips = !prefetches && detail::line_bytes > 0;

    // Samples whose deltas are transposed at a time, and elements of them; bound the stack, change
    // no bit. With wide vectors, more samples at a time pay: g is read and written less often.
    static constexpr size_t block = prefetches ? 128 : 32;
    static constexpr size_t most_packed =
        prefetches ? 16384 / sizeof(T) : block * 2 * vector::lanes;
    static constexpr size_t small_rows = 4;
    static constexpr size_t waiting_columns = 64;

    static void along_samples(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                              strided_rows<const T> delta, gradient_mode mode, T* g) {
        const size_t outputs = shape.outputs;
        size_t o = 0;
        const auto columns = [&](auto count, auto at_a_time) __attribute__((always_inline)) {
            constexpr size_t width = decltype(count)::value;
            for (; o + width <= outputs; o += width) {
                sum_columns<decltype(at_a_time)::value, width>(
                    shape, samples, x, {delta[o], delta.stride}, mode, g + o);
            }
        };
        if constexpr (small_code) {
            columns(constant<1>{}, constant<4>{});
        } else if constexpr (vector::lanes == 1) {
            columns(constant<4>{}, constant<2>{});
            columns(constant<1>{}, constant<4>{});
        } else {
            constexpr size_t rows_of_four = InstructionSet::registers == 32 ? 6 : 3;
            columns(constant<4>{}, constant<rows_of_four>{});
            columns(constant<2>{}, constant<6>{});
            columns(constant<1>{}, constant<6>{});
        }
    }

    /// Columns of g, Rows rows at a time. With vectors the bias is one of the last rows; without,
    /// it is summed alone.
    template <size_t Rows, size_t Columns>
    [[gnu::always_inline]] static void sum_columns(dense_shape shape, uint32_t samples,
                                                   strided_rows<const T> x,
                                                   strided_rows<const T> delta, gradient_mode mode,
                                                   T* g) {
        const size_t outputs = shape.outputs;
        size_t i = 0;
        const auto sum = [&](auto count, auto with_bias) __attribute__((always_inline)) {
            constexpr size_t rows_of_x = decltype(count)::value;
            sum_products<rows_of_x, decltype(with_bias)::value, Columns>(
                samples, {rows_of_x > 0 ? x[i] : nullptr, x.stride}, delta, mode,
                {g + i * outputs, outputs});
            i += count.value;
        };
        if constexpr (vector::lanes > 1) {
            while (shape.inputs - i >= Rows) sum(constant<Rows>{}, constant<false>{});
            sum_last<Rows - 1>(shape.inputs - i, sum);
        } else {
            while (i + Rows <= shape.inputs) sum(constant<Rows>{}, constant<false>{});
            while (i < shape.inputs) sum(constant<1>{}, constant<false>{});
            sum(constant<0>{}, constant<true>{});
        }
    }

    /// sum(count, true) for a count known at run time, 0 to Most.
    template <size_t Most, class Sum>
    [[gnu::always_inline]] static void sum_last(size_t count, const Sum& sum) {
        if constexpr (Most > 0) {
            if (count < Most) return sum_last<Most - 1>(count, sum);
        }
        sum(constant<Most>{}, constant<true>{});
    }

    template <size_t Rows, bool Ones, size_t Columns>
    [[gnu::noinline]] static void sum_products(uint32_t samples, strided_rows<const T> x,
                                               strided_rows<const T> delta, gradient_mode mode,
                                               strided_rows<T> g) {
        T sum[Rows + Ones][Columns];
        sums::template of_products<Rows, Ones>(samples, x, delta, sum);
        PICOMLP_UNROLL_TILE
        for (size_t r = 0; r < Rows + Ones; ++r) {
            PICOMLP_UNROLL_TILE
            for (size_t k = 0; k < Columns; ++k) {
                g[r][k] = mode == gradient_mode::add ? g[r][k] + sum[r][k] : sum[r][k];
            }
        }
    }

    [[gnu::always_inline]] static void along_outputs(dense_shape shape, uint32_t samples,
                                                     strided_rows<const T> x,
                                                     strided_rows<const T> delta,
                                                     gradient_mode mode, T* g) {
        if constexpr (prefetches) {
            add_blocks(shape, samples, x, delta, mode, columns_of_step{g, nullptr, 0, T(0)});
        } else {
            add_blocks(shape, samples, x, delta, mode, columns_of_gradient{g});
        }
    }

    /// All blocks of samples, one after another. On x86 it is the same code for a gradient and for
    /// a step.
    template <class Columns>
#if defined(PICOMLP_X86_VECTORS)
    [[gnu::noinline, gnu::flatten]]
#endif
    static void
    add_blocks(dense_shape shape, uint32_t samples, strided_rows<const T> x,
               strided_rows<const T> delta, gradient_mode mode, Columns all) {
        for (uint32_t begin = 0; begin < samples; begin += block) {
            const size_t count = samples - begin < block ? samples - begin : block;
            const strided_rows<const T> x_block{x.first + begin, x.stride};
            const strided_rows<const T> delta_block{delta.first + begin, delta.stride};
            const gradient_mode block_mode = begin == 0 ? mode : gradient_mode::add;
            const Columns some = samples - begin > block ? all.unfinished() : all;
            const auto columns = [&](auto vectors, auto strip, auto strips, size_t o)
                __attribute__((always_inline)) {
                add_columns<vectors.value>(strip, strips, shape, count, x_block,
                                           {delta_block[o], delta.stride}, block_mode,
                                           some.from(o));
            };
            size_t o = 0;
            if constexpr (!small_code) {
                constexpr size_t width = 2 * vector::lanes;
                const size_t most = by_single_strips ? 1 : most_packed / (count * width);
                while (o + width <= shape.outputs) {
                    if constexpr (by_single_strips) {
                        columns(constant<2>{}, simd::full_vector<vector>{}, one_strip(), o);
                        o += width;
                    } else {
                        const size_t left = (shape.outputs - o) / width;
                        const size_t strips = left < most ? left : most;
                        columns(constant<2>{}, simd::full_vector<vector>{}, strips, o);
                        o += strips * width;
                    }
                }
            }
            for (; o + vector::lanes <= shape.outputs; o += vector::lanes) {
                columns(constant<1>{}, simd::full_vector<vector>{}, one_strip(), o);
            }
            simd::for_tail<InstructionSet, T>(
                o, shape.outputs, [&](auto strip, size_t rest) __attribute__((always_inline)) {
                    columns(constant<1>{}, strip, one_strip(), rest);
                });
        }
    }

    /// The number of strips as a number, or as a type where it is always the same.
    static constexpr auto one_strip() {
        if constexpr (by_single_strips) {
            return constant<1>{};
        } else {
            return size_t{1};
        }
    }
    static constexpr size_t value_of(size_t strips) { return strips; }
    template <size_t Strips>
    static constexpr size_t value_of(constant<Strips>) {
        return Strips;
    }

    /// The columns of g that `strips` times Vectors vectors cover, for one block of samples. All of
    /// a few rows of g are next to each other, so that memory is read and written in long pieces.
    /// Inlined, it would leave its caller too few registers, but for x86.
    template <size_t Vectors, class Strip, class Strips, class Columns>
#if !defined(PICOMLP_X86_VECTORS)
    [[gnu::noinline]]
#endif
    static void
    add_columns(Strip strip, Strips number_of_strips, dense_shape shape, size_t count,
                strided_rows<const T> x, strided_rows<const T> delta, gradient_mode mode,
                Columns all) {
        const size_t strips = value_of(number_of_strips);
        using Vector = typename Strip::vector;
        constexpr size_t width = Vectors * Vector::lanes;
        T packed[Vectors == 1 ? block * width : most_packed];
        const size_t strip_size = count * width;
        for (size_t n = 0; n < strips; ++n) {
            simd::pack_transposed<InstructionSet, width>(
                delta[n * width], delta.stride, Vectors * strip.count, static_cast<uint32_t>(count),
                packed + n * strip_size);
        }
        const size_t outputs = shape.outputs;
        const size_t inputs = shape.inputs;
        size_t i = 0;
        const auto add = [&](auto height) __attribute__((always_inline)) {
            constexpr size_t rows = decltype(height)::value;
            const Columns of_these_rows = all.row(i, outputs);
            for (size_t n = 0; n < strips; ++n) {
                const auto tile = of_these_rows.tile(n * width, outputs);
                if constexpr (prefetches) {
                    if (tile.spacing() * inputs >= 131072) {
                        for (size_t r = rows; r < 2 * rows && i + r <= inputs; ++r) {
                            tile.prefetch(r, width);
                        }
                    }
                }
                add_rows<rows, Vectors>(strip, count, {x[i], x.stride}, packed + n * strip_size,
                                        mode, tile);
            }
            return rows;
        };
        if constexpr (vector::lanes > 1 && !small_code) {
            constexpr size_t most = tile_rows<InstructionSet, T>;
            while (inputs - i >= 2 * most) i += add(constant<most>{});
            // The last two are of one height, as in for_each_tile.
            if (inputs - i > most) i += with_height<most>((inputs - i + 1) / 2, add);
            if (inputs > i) i += with_height<most>(inputs - i, add);
        } else {
            while (inputs - i >= small_rows) i += add(constant<small_rows>{});
            while (inputs > i) i += add(constant<1>{});
        }
        for (size_t n = 0; n < strips; ++n) {
            add_biases<Vectors>(strip, count, packed + n * strip_size, mode,
                                all.row(i, outputs).tile(n * width, outputs));
        }
    }

    template <size_t Vectors, class Strip, class Tile>
    [[gnu::always_inline]] static void add_biases(Strip strip, size_t count, const T* packed,
                                                  gradient_mode mode, Tile bias) {
        using Vector = typename Strip::vector;
        constexpr size_t width = Vectors * Vector::lanes;
        PICOMLP_UNROLL_TILE
        for (size_t v = 0; v < Vectors; ++v) {
            const T* from = packed + v * Vector::lanes;
            size_t s = 0;
            Vector sum = mode == gradient_mode::add ? strip.load(bias[0] + v * Vector::lanes)
                                                    : Vector::load(from);
            if (mode == gradient_mode::store) s = 1;
            for (; s < count; ++s) sum = Vector::add(sum, Vector::load(from + s * width));
            bias.store(strip, 0, v * Vector::lanes, sum);
        }
    }

    /// f(height) for a height known at run time, 1 to Most.
    template <size_t Most, class Function>
    [[gnu::always_inline]] static size_t with_height(size_t height, const Function& f) {
        if constexpr (Most > 1) {
            if (height < Most) return with_height<Most - 1>(height, f);
        }
        return f(constant<Most>{});
    }

    template <size_t Rows, size_t Vectors, class Strip, class Tile>
    static void add_rows(Strip strip, size_t count, strided_rows<const T> x, const T* packed,
                         gradient_mode mode, Tile g) {
        using Vector = typename Strip::vector;
        constexpr size_t lanes = Vector::lanes;
        Vector sum[Rows][Vectors];
        size_t s = 0;
        PICOMLP_UNROLL_TILE
        for (size_t v = 0; v < Vectors; ++v) {
            const Vector d = Vector::load(packed + v * lanes);
            PICOMLP_UNROLL_TILE
            for (size_t r = 0; r < Rows; ++r) {
                sum[r][v] = mode == gradient_mode::add
                                ? strip.load(g[r] + v * lanes)
                                : Vector::multiply(Vector::splat(x[r][0]), d);
            }
        }
        if (mode == gradient_mode::store) s = 1;
        for (; s < count; ++s) {
            const T* from = packed + s * Vectors * lanes;
            Vector d[Vectors];
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) d[v] = Vector::load(from + v * lanes);
            PICOMLP_UNROLL_TILE
            for (size_t r = 0; r < Rows; ++r) {
                const Vector factor = Vector::splat(x[r][s]);
                PICOMLP_UNROLL_TILE
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[r][v] = Vector::multiply_add(factor, d[v], sum[r][v]);
                }
            }
        }
        PICOMLP_UNROLL_TILE
        for (size_t r = 0; r < Rows; ++r) {
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) g.store(strip, r, v * lanes, sum[r][v]);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
