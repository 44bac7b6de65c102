// SPDX-License-Identifier: MIT
// Forward and backward of a dense layer, written once over the vector type.
#pragma once

#include "picomlp/kernels/batch/blocked_products.hpp"
#include "picomlp/kernels/batch/copied_products.hpp"
#include "picomlp/kernels/batch/few_samples.hpp"
#include "picomlp/kernels/batch/few_samples_backward.hpp"
#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/batch/narrow_batches.hpp"
#include "picomlp/kernels/batch/packed_samples.hpp"
#include "picomlp/kernels/batch/unrolling.hpp"
#include "picomlp/kernels/detail/dense.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct dense_products {
    [[gnu::always_inline]] static void forward_batch(dense_shape shape, const T* w,
                                                     uint32_t samples, strided_rows<const T> x,
                                                     strided_rows<T> z) {
        forward(shape, w, samples, x, false, z);
    }

    [[gnu::always_inline]] static void forward_relu_batch(dense_shape shape, const T* w,
                                                          uint32_t samples, strided_rows<const T> x,
                                                          strided_rows<T> z) {
        forward(shape, w, samples, x, true, z);
    }

    [[gnu::always_inline]] static void backward(dense_shape shape, const T* w, uint32_t samples,
                                                strided_rows<const T> delta, strided_rows<T> dx) {
        backward_relu(shape, w, samples, delta, {nullptr, 0}, dx);
    }

    /// a.first may be null: then no element of dx is set to +0.
    [[gnu::always_inline]] static void backward_relu(dense_shape shape, const T* w,
                                                     uint32_t samples, strided_rows<const T> delta,
                                                     strided_rows<const T> a, strided_rows<T> dx) {
        if constexpr (narrow::pay) {
            if (narrow::backward(shape, w, samples, delta, a, dx)) return;
        }
        if constexpr (few::pays) {
            const uint32_t rest = few_at_end_backward(shape.outputs, samples);
            const uint32_t before = samples - rest;
            if (rest > 0 &&
                few_backward::backward(shape, w, rest, {delta.first + before, delta.stride},
                                       {a.first ? a.first + before : nullptr, a.stride},
                                       {dx.first + before, dx.stride})) {
                samples = before;
            }
            if (samples == 0) return;
        }
        if constexpr (copied::pay) {
            if (copied::pay_for_backward(shape, samples, delta.stride)) {
                return copied::backward(shape, w, samples, delta, a, dx);
            }
        }
        const backward_tile tile{
            shape.outputs, summation_order::output_accumulators(shape), w, delta, a, dx};
        for_each_tile<InstructionSet, T>(shape.inputs, samples, shape.outputs, tile);
    }

    [[gnu::always_inline]] static void backward_sample(dense_shape shape, const T* w,
                                                       const T* delta, T* dx) {
        backward(shape, w, 1, {delta, 1}, {dx, 1});
    }

  private:
    using blocked = blocked_products<InstructionSet, T>;
    using copied = copied_products<InstructionSet, T>;
    using few = few_samples<InstructionSet, T>;
    using few_backward = few_samples_backward<InstructionSet, T>;
    using narrow = narrow_batches<InstructionSet, T>;
    using packed = packed_samples<InstructionSet, T>;

    /// The fewest samples that fill a vector by overlapping halves.
    static constexpr uint32_t fewest_in_halves =
        few::lanes / 2 / (has_half_vector<InstructionSet>::value ? 2 : 1);
    /// Outputs of a layer whose weights are worth more than idle or repeated lanes.
    static constexpr uint32_t wide = 32;

    /// How many samples at the end of a batch, or all of it, cost less with outputs along the lanes
    /// than in vectors that overlap. After an odd number of full vectors fewer do: the last of
    /// those vectors and the rest are two overlapping vectors of one tile.
    [[gnu::always_inline]] static uint32_t few_at_end(uint32_t outputs, uint32_t samples) {
        constexpr uint32_t lanes = few::lanes;
        if (few::many_registers) {
            const uint32_t behind_pairs = samples % (2 * lanes);
            const bool is_most_of_a_pair = samples > 2 * lanes && behind_pairs > lanes + lanes / 4;
            return is_most_of_a_pair ? 0 : behind_pairs;
        }
        constexpr bool has_halves = InstructionSet::has_masks;
        constexpr bool has_quarters = has_half_vector<InstructionSet>::value;
        const uint32_t rest = samples % lanes;
        const bool even = has_quarters || samples / lanes % 2 == 0;
        const uint32_t most_at_end = even ? lanes / 2 : lanes / 4;
        if (!has_halves) {
            if (samples < lanes) return samples;
            if (lanes == 4 && samples <= lanes + 2) return outputs >= wide ? samples : 0;
            return rest <= most_at_end ? rest : 0;
        }
        if (samples < lanes) {
            constexpr uint32_t most_of_wide = has_quarters ? lanes / 2 : lanes;
            const uint32_t most = outputs >= 2 * wide
                                      ? most_of_wide + (has_quarters ? lanes / 4 : 0)
                                  : outputs >= wide  ? most_of_wide
                                  : outputs >= lanes ? 4
                                                     : 0;
            return samples <= most || samples < fewest_in_halves ? samples : 0;
        }
        if (outputs >= wide) return rest <= most_at_end ? rest : 0;
        return rest <= 2 && (has_quarters || outputs >= 2 * lanes) ? rest : 0;
    }

    /// The same for the backward pass, whose few samples cost more.
    [[gnu::always_inline]] static uint32_t few_at_end_backward(uint32_t outputs, uint32_t samples) {
        constexpr uint32_t lanes = few::lanes;
        const uint32_t rest = samples % lanes;
        if (few::many_registers) return samples > lanes && rest > lanes / 2 ? 0 : rest;
        if (!InstructionSet::has_masks) {
            if (samples < lanes || outputs >= wide) return few_at_end(outputs, samples);
            return outputs < 16 || samples <= 2 * lanes ? 0 : few_at_end(outputs, samples);
        }
        if (samples < fewest_in_halves) return samples;
        if (outputs < wide) return 0;
        if (samples < lanes) return samples <= 4 ? samples : 0;
        const bool even = samples / lanes % 2 == 0;
        const uint32_t most = has_half_vector<InstructionSet>::value ? 4 : even ? 2 : 0;
        return rest <= most ? rest : 0;
    }

    /// Whether a tile combines segments and accumulators before it stores anything: where its sums
    /// fit into registers twice, and else on the stack, if the strip overlaps (loads from it would
    /// have to wait for several stores) or the registers are wide. Otherwise segments are combined
    /// through z, and accumulators through dx.
    template <size_t Outputs, size_t Vectors, class Strip>
    static constexpr bool keeps_total =
        few::pays &&
        (2 * Outputs * Vectors + Vectors + 2 <= InstructionSet::registers ||
         (!few::many_registers && (Strip::overlaps || InstructionSet::registers == 32)));

    /// Whether a tile's rows are reached one from the other. Without vectors the code is smaller
    /// otherwise, and on AArch64 faster.
    static constexpr bool runs_through_rows = few::pays && !few::many_registers;

    struct forward_tile {
        static constexpr bool repeatable = true;
        static constexpr bool last_pair_overlaps = few::pays;
        dense_shape shape;
        summation_order::input_split split;
        const T* w;
        strided_rows<const T> x;
        bool relu;
        strided_rows<T> z;

        template <size_t Outputs, size_t Vectors, class Vector, class Strip = adjacent_vectors>
        [[gnu::always_inline]] void compute(size_t output, size_t column,
                                            [[maybe_unused]] Strip strip = {}) const {
            const size_t inputs = shape.inputs;
            const coefficients<T> c{w + output, 1, shape.outputs};
            const T* const bias = c.first + inputs * shape.outputs;
            Vector sum[Outputs][Vectors];
            PICOMLP_UNROLL_TILE
            for (size_t m = 0; m < Outputs; ++m) {
                PICOMLP_UNROLL_TILE
                for (size_t v = 0; v < Vectors; ++v) sum[m][v] = Vector::splat(bias[m]);
            }
            Vector total[Outputs][Vectors];
            fill(total, -T(0));
            size_t begin = 0;
            for (uint32_t segment = 0; segment < split.segments; ++segment) {
                if (segment > 0) clear(sum);
                const size_t end = begin + split.length + (segment < split.extra);
                micro_kernel<Vector, Outputs, Vectors>(c, {x.first + column, x.stride}, begin, end,
                                                       1, sum, strip);
                begin = end;
                if constexpr (keeps_total<Outputs, Vectors, Strip>) {
                    add_to(total, sum);
                    continue;
                }
                if (segment > 0) add_stored(sum, z, output, column, strip);
                if (relu && segment + 1 == split.segments) {
                    PICOMLP_UNROLL_TILE
                    for (auto& row : sum) {
                        PICOMLP_UNROLL_TILE
                        for (Vector& of : row) of = Vector::relu(of);
                    }
                }
                store(sum, z, output, column, strip);
            }
            if constexpr (keeps_total<Outputs, Vectors, Strip>) {
                if (relu) {
#pragma GCC unroll 8
                    for (auto& row : total) {
                        PICOMLP_UNROLL_TILE
                        for (Vector& of : row) of = Vector::relu(of);
                    }
                }
                store(total, z, output, column, strip);
            }
        }
    };

    struct backward_tile {
        static constexpr bool repeatable = true;
        static constexpr bool last_pair_overlaps = few::pays;
        uint32_t outputs;
        uint32_t accumulators;
        const T* w;
        strided_rows<const T> delta;
        strided_rows<const T> a;
        strided_rows<T> dx;

        template <size_t Outputs, size_t Vectors, class Vector, class Strip = adjacent_vectors>
        [[gnu::always_inline]] void compute(size_t output, size_t column,
                                            [[maybe_unused]] Strip strip = {}) const {
            const coefficients<T> c{w + output * outputs, outputs, 1};
            Vector total[Outputs][Vectors];
            fill(total, -T(0));
            for (uint32_t first = 0; first < accumulators; ++first) {
                Vector sum[Outputs][Vectors];
                clear(sum);
                micro_kernel<Vector, Outputs, Vectors>(c, {delta.first + column, delta.stride},
                                                       first, outputs, accumulators, sum, strip);
                if constexpr (keeps_total<Outputs, Vectors, Strip>) {
                    add_to(total, sum);
                    continue;
                }
                if (first > 0) add_stored(sum, dx, output, column, strip);
                if (first + 1 == accumulators) mask(sum, output, column, strip);
                store(sum, dx, output, column, strip);
            }
            if constexpr (keeps_total<Outputs, Vectors, Strip>) {
                mask(total, output, column, strip);
                store(total, dx, output, column, strip);
            }
        }

        template <size_t Outputs, size_t Vectors, class Vector, class Strip>
        [[gnu::always_inline]] void mask(Vector (&sum)[Outputs][Vectors], size_t output,
                                         size_t column, [[maybe_unused]] Strip strip) const {
            if (!a.first) return;
            if constexpr (!runs_through_rows) {
                PICOMLP_UNROLL_TILE
                for (size_t m = 0; m < Outputs; ++m) {
                    const T* const of = a[output + m] + column;
                    PICOMLP_UNROLL_TILE
                    for (size_t v = 0; v < Vectors; ++v) {
                        sum[m][v] =
                            Vector::relu_mask(strip.template load<Vector>(of, v), sum[m][v]);
                    }
                }
                return;
            }
            const T* from = a[output] + column;
#pragma GCC unroll 8
            for (size_t m = 0; m < Outputs; ++m) {
                PICOMLP_UNROLL_TILE
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[m][v] = Vector::relu_mask(strip.template load<Vector>(from, v), sum[m][v]);
                }
                from += a.stride;
            }
        }
    };

    [[gnu::always_inline]] static void forward(dense_shape shape, const T* w, uint32_t samples,
                                               strided_rows<const T> x, bool relu,
                                               strided_rows<T> z) {
        if constexpr (narrow::pay) {
            if (narrow::forward(shape, w, samples, x, relu, z)) return;
        }
        if constexpr (few::pays) {
            const uint32_t rest = few_at_end(shape.outputs, samples);
            samples -= rest;
            if (rest > 0) {
                few::forward(shape, w, rest, {x.first + samples, x.stride}, relu,
                             {z.first + samples, z.stride});
            }
            if (samples == 0) return;
        }
        if constexpr (copied::pay) {
            if (copied::pay_for(shape, samples, x.stride)) {
                return copied::forward(shape, w, samples, x, relu, z);
            }
        }
        if constexpr (blocked::pays) {
            if (blocked::pays_for(shape)) return blocked::forward(shape, w, samples, x, relu, z);
        }
        const forward_tile tile{shape, summation_order::split_inputs(shape), w, x, relu, z};
        if constexpr (packed::pay) {
            if (packed::pay_for(shape, samples, x)) {
                return packed::for_each_tile(shape, samples, tile);
            }
        }
        for_each_tile<InstructionSet, T>(shape.outputs, samples, shape.inputs, tile);
    }

    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void clear(Vector (&sum)[Outputs][Vectors]) {
        PICOMLP_UNROLL_TILE
        for (size_t m = 0; m < Outputs; ++m) {
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) sum[m][v] = Vector::zero();
        }
    }

    /// -0 is where sums of sums start: adding to it changes no number, not even -0.
    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void fill(Vector (&sum)[Outputs][Vectors], T value) {
#pragma GCC unroll 8
        for (size_t m = 0; m < Outputs; ++m) {
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) sum[m][v] = Vector::splat(value);
        }
    }

    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void add_to(Vector (&total)[Outputs][Vectors],
                                              const Vector (&sum)[Outputs][Vectors]) {
        PICOMLP_UNROLL_TILE
        for (size_t m = 0; m < Outputs; ++m) {
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) total[m][v] = Vector::add(total[m][v], sum[m][v]);
        }
    }

    template <size_t Outputs, size_t Vectors, class Vector, class Strip>
    [[gnu::always_inline]] static void add_stored(Vector (&sum)[Outputs][Vectors],
                                                  strided_rows<T> stored, size_t output,
                                                  size_t column, [[maybe_unused]] Strip strip) {
        PICOMLP_UNROLL_TILE
        for (size_t m = 0; m < Outputs; ++m) {
            const T* const from = stored[output + m] + column;
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) {
                sum[m][v] = Vector::add(strip.template load<Vector>(from, v), sum[m][v]);
            }
        }
    }

    template <size_t Outputs, size_t Vectors, class Vector, class Strip>
    [[gnu::always_inline]] static void store(const Vector (&sum)[Outputs][Vectors],
                                             strided_rows<T> to, size_t output, size_t column,
                                             [[maybe_unused]] Strip strip) {
        if constexpr (!runs_through_rows) {
            PICOMLP_UNROLL_TILE
            for (size_t m = 0; m < Outputs; ++m) {
                PICOMLP_UNROLL_TILE
                for (size_t v = 0; v < Vectors; ++v)
                    strip.store(sum[m][v], to[output + m] + column, v);
            }
            return;
        }
        T* row = to[output] + column;
#pragma GCC unroll 8
        for (size_t m = 0; m < Outputs; ++m) {
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) strip.store(sum[m][v], row, v);
            row += to.stride;
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
