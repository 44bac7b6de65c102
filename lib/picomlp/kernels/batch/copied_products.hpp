// SPDX-License-Identifier: MIT
// The forward and the backward pass of a wide layer and many samples: weights and samples are
// copied to blocks that stay in a cache whatever the strides, and the next block is fetched
// meanwhile. The order of the sums is that of all other kernels: a sum that a block leaves
// unfinished waits in memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/copied_sums.hpp"
#include "picomlp/kernels/batch/weight_panels.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct copied_products {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;
    static constexpr bool pay = lanes > 1 && InstructionSet::vectorizes_edges;

    /// Whether the copies are worth their time: every weight is used once for each sample, and rows
    /// of samples far apart have a page each.
    [[gnu::always_inline]] static bool pay_for(dense_shape shape, size_t samples, size_t stride) {
        const uint64_t bytes = uint64_t{shape.inputs} * shape.outputs * sizeof(T);
        if (bytes >= 262144 && shape.inputs >= 512 && samples >= most_samples &&
            stride >= 4 * most_samples) {
            return true;
        }
        return bytes >= 1048576 && samples >= 32 && bytes * samples >= 268435456;
    }
    /// The weights are copied one by one for the backward pass.
    [[gnu::always_inline]] static bool pay_for_backward(dense_shape shape, size_t samples,
                                                        size_t stride) {
        return samples >= 128 && pay_for(shape, samples, stride);
    }

    /// z = W x + b; relu: z = max(z, 0), NaN becoming +0.
    [[gnu::noinline]] static void forward(dense_shape shape, const T* w, size_t samples,
                                          strided_rows<const T> x, bool relu, strided_rows<T> z) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        compute(forward_sums<InstructionSet, T>{shape, w, split, relu}, shape.outputs, samples, x,
                z);
    }

    /// dx = W^T delta; where a.first is not null, dx = +0 where a > 0 does not hold.
    [[gnu::noinline]] static void backward(dense_shape shape, const T* w, size_t samples,
                                           strided_rows<const T> delta, strided_rows<const T> a,
                                           strided_rows<T> dx) {
        compute(backward_sums<InstructionSet, T>{shape, w, a}, shape.inputs, samples, delta, dx);
    }

  private:
    using panels = weight_panels<InstructionSet, T>;

    // Samples that are packed at a time, 16 KiB of them, and samples whose sums wait in z. They
    // change no bit.
    static constexpr size_t most_samples = 16384 / sizeof(T) / panels::most_terms;
    static constexpr size_t most_in_z = 512;

    static size_t at_most(size_t most, size_t count) { return count < most ? count : most; }

    /// Rows of z, and the samples, that are computed at a time.
    struct block {
        strided_rows<const T> x;
        strided_rows<T> z;
        size_t row = 0;
        size_t rows = 0;
        size_t sample = 0;
        size_t samples = 0;

        strided_rows<T> results() const { return {z[row] + sample, z.stride}; }
        /// Of the rows that follow, which are not computed yet.
        strided_rows<T> spare() const { return {z[row + rows] + sample, z.stride}; }
        /// Some terms of a part, from sample `behind` on.
        strided_rows<const T> terms(const sums_part& part, size_t k, size_t behind) const {
            return {x[part.first + k * part.step] + sample + behind, x.stride * part.step};
        }
    };

    /// z[r][s], a sum over the rows of x. The sums of the first part wait in z, those of the others
    /// in rows of z that are computed later; where there are none, or the samples fill no vector,
    /// they wait on the stack.
    template <class Sums>
    [[gnu::always_inline]] static void compute(const Sums& sums, size_t rows, size_t samples,
                                               strided_rows<const T> x, strided_rows<T> z) {
        T packed[most_samples * panels::most_terms];
        T partial[most_samples * panels::most_outputs];
        panels weights;
        block of{x, z};
        for (; of.row < rows; of.row += of.rows) {
            const size_t left = rows - of.row;
            of.rows = at_most(panels::most_outputs, left);
            for (of.sample = 0; of.sample < samples; of.sample += of.samples) {
                const size_t rest = samples - of.sample;
                const size_t many = rest % lanes == 0 ? rest : rest / most_samples * most_samples;
                if (left - of.rows >= of.rows && many >= most_samples) {
                    of.samples = at_most(most_in_z, many);
                    add_parts(sums, of, {nullptr, 0}, weights, packed);
                } else {
                    of.samples = at_most(most_samples, rest);
                    add_parts(sums, of, {partial, (of.samples + lanes - 1) / lanes * lanes},
                              weights, packed);
                }
            }
        }
    }

    template <class Sums>
    [[gnu::always_inline]] static void add_parts(const Sums& sums, const block& of,
                                                 strided_rows<T> partial, panels& weights,
                                                 T* packed) {
        const size_t parts = sums.parts();
        for (size_t p = 0; p < parts; ++p) {
            const bool in_place = !partial.first && p == 0;
            const strided_rows<T> waiting = partial.first ? partial
                                            : in_place    ? of.results()
                                                          : of.spare();
            start(of, p == 0 ? sums.start(of.row) : nullptr, waiting);
            const sums_part part = sums.part(p);
            for (size_t k = 0; k < part.count; k += panels::most_terms) {
                add(sums, of, part, p, k, weights, packed, waiting);
            }
            const bool is_last = p + 1 == parts;
            if (!in_place || is_last) finish(sums, of, waiting, !in_place && p > 0, is_last);
        }
    }

    /// Every sum starts from its bias, or from +0 if there are none.
    static void start(const block& of, const T* bias, strided_rows<T> sums) {
        for (size_t r = 0; r < of.rows; ++r) {
            const vector value = bias ? vector::splat(bias[r]) : vector::zero();
            for (size_t s = 0; s < of.samples; s += lanes) value.store(sums[r] + s);
        }
    }

    /// Adds the terms of a part from k on.
    template <class Sums>
    static void add(const Sums& sums, const block& of, const sums_part& part, size_t p, size_t k,
                    panels& weights, T* packed, strided_rows<T> waiting) {
        const size_t terms = at_most(panels::most_terms, part.count - k);
        sums.copy(of.row, of.rows, part, k, terms, weights);
        // What is next: more terms, the next part, the next rows.
        const bool ends = k + terms == part.count;
        const size_t next_p = !ends ? p : p + 1 < sums.parts() ? p + 1 : 0;
        const sums_part next_part = sums.part(next_p);
        const size_t next_k = ends ? 0 : k + terms;
        const size_t next_terms = at_most(panels::most_terms, next_part.count - next_k);
        const size_t tiles = at_least_one(of.rows / panels::width);
        const size_t groups = (of.samples + most_samples - 1) / most_samples;
        const size_t next_row = ends && next_p == 0 ? of.row + of.rows : of.row;
        arriving_rows<T> next_weights =
            sums.weights(next_row, of.rows, next_part, next_k, next_terms);
        next_weights.steps = tiles * groups;
        for (size_t s = 0; s < of.samples;) {
            const size_t count = at_most(most_samples, of.samples - s);
            const size_t columns = (count + lanes - 1) / lanes * lanes;
            pack(of.terms(part, k, s), count, terms, packed);
            const bool is_last = s + count == of.samples;
            arriving_rows<T> next_x{
                is_last ? of.terms(next_part, next_k, 0) : of.terms(part, k, s + count), count,
                is_last ? next_terms : terms, tiles};
            weights.add_product(
                {of.rows, columns, terms}, packed,
                {waiting.first + s, waiting.stride}, [&]() __attribute__((always_inline)) {
                    next_weights.fetch_some();
                    next_x.fetch_some();
                });
            s += count;
        }
    }

    static size_t at_least_one(size_t count) { return count > 0 ? count : 1; }

    /// Copies rows of samples to strips, see weight_panels; the last vector is filled up by +0.
    static void pack(strided_rows<const T> x, size_t samples, size_t terms, T* packed) {
        constexpr size_t strip = panels::strip;
        const size_t pairs = samples / strip * strip;
        T* const last = packed + pairs * terms;
        for (size_t k = 0; k < terms; ++k) {
            const T* const from = x[k];
            T* to = packed + k * strip;
            for (size_t s = 0; s < pairs; s += strip) {
                const vector first = vector::load(from + s);
                const vector second = vector::load(from + s + lanes);
                first.store(to);
                second.store(to + lanes);
                to += strip * terms;
            }
            const size_t rest = samples - pairs;
            if (rest == 0) continue;
            if (rest <= lanes) {
                load(from + pairs, rest).store(last + k * lanes);
            } else {
                vector::load(from + pairs).store(last + k * strip);
                load(from + pairs + lanes, rest - lanes).store(last + k * strip + lanes);
            }
        }
    }

    /// `count` elements, 1 to the lanes, and +0 in the others.
    [[gnu::always_inline]] static vector load(const T* from, size_t count) {
        return count == lanes ? vector::load(from) : vector::load_padded(from, count, T(0));
    }

    /// Stores the sums to z, or adds them to it.
    template <class Sums>
    static void finish(const Sums& sums, const block& of, strided_rows<T> waiting, bool adds,
                       bool is_last) {
        const strided_rows<T> z = of.results();
        for (size_t r = 0; r < of.rows; ++r) {
            const T* const from = waiting[r];
            T* const to = z[r];
            size_t s = 0;
            for (; s + lanes <= of.samples; s += lanes) {
                vector value = vector::load(from + s);
                if (adds) value = vector::add(vector::load(to + s), value);
                if (is_last) value = sums.last(value, of.row + r, of.sample + s);
                value.store(to + s);
            }
            for (; s < of.samples; ++s) {
                const T value = adds ? to[s] + from[s] : from[s];
                to[s] = is_last ? sums.last(value, of.row + r, of.sample + s) : value;
            }
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
