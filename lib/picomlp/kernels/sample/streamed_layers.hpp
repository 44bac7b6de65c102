// Layers that no first-level cache holds, for a step on one sample: what moves their weights is the
// cost. Rows are read one after another, as memory is, and BACKWARD and UPDATE of kernels/order.hpp
// read them once for both.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/layer_updates.hpp"
#include "picomlp/kernels/sample/magnitude_bound.hpp"
#include "picomlp/simd/vectors/four_lanes.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct streamed_layers {
    using vector = typename InstructionSet::template vector<T>;
    using four = simd::four_lanes<InstructionSet, T>;
    using bound = magnitude_bound<InstructionSet, T>;
    using updates = layer_updates<InstructionSet, T>;

    /// Whether a layer is one of them. Its sums have two segments and four accumulators.
    static constexpr bool takes(dense_shape shape) {
        return vector::lanes > 1 && shape.inputs >= 8 && shape.outputs >= 64 &&
               size_t{shape.inputs} * shape.outputs * sizeof(T) >= least_bytes;
    }

    /// z = W x + b, with relu or without. `seen` sees W x + b; a number that no weight's magnitude
    /// exceeds is returned.
    static T forward(dense_shape shape, bool relu, const T* w, const T* x, T* z, bound& seen) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const size_t outputs = shape.outputs;
        const size_t first_length = split.length + (split.extra > 0);
        const T* const bias = w + shape.inputs * outputs;
        T second[strip_elements];
        weights_seen weights;
        for (size_t o = 0; o < outputs; o += strip_elements) {
            const size_t count =
                outputs - o < strip_elements ? outputs - o : size_t{strip_elements};
            T* const first = z + o;
            __builtin_memcpy(first, bias + o, count * sizeof(T));
            __builtin_memset(second, 0, count * sizeof(T));
            add_rows(first_length, outputs, w + o, x, count, first, weights);
            add_rows(split.length, outputs, w + first_length * outputs + o, x + first_length, count,
                     second, weights);
            for_each_vector<InstructionSet, T>(
                count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                    using part = typename decltype(strip)::vector;
                    part total = part::add(strip.load(first + k), strip.load(second + k));
                    seen.add(total);
                    if (relu) total = part::relu(total);
                    strip.store(first + k, total);
                });
        }
        return weights.value();
    }

    /// updates::backward() and then updates::update(), with the same bits.
    static void backward_and_update(dense_shape shape, T rate, const T* x, const T* delta,
                                    const T* a, T* dx, T* w) {
        const size_t inputs = shape.inputs;
        const size_t outputs = shape.outputs;
        size_t chosen[rows_at_once];
        size_t count = 0;
        for (size_t i = 0; i < inputs; ++i) {
            if (a && !(a[i] > T(0))) {
                dx[i] = T(0);
                updates::update_row(outputs, rate, x[i], delta, w + i * outputs);
                continue;
            }
            chosen[count++] = i;
            if (count == rows_at_once) {
                both(outputs, rate, x, delta, chosen, dx, w);
                count = 0;
            }
        }
        for (size_t r = 0; r < count; ++r) {
            const size_t i = chosen[r];
            updates::backward_row(outputs, w + i * outputs, delta, dx + i);
            updates::update_row(outputs, rate, x[i], delta, w + i * outputs);
        }
        updates::bias_row(outputs, rate, delta, w + inputs * outputs);
    }

  private:
    static constexpr size_t least_bytes = 65536;
    // Sums that stay in the first-level cache beside some rows.
    static constexpr size_t strip_elements = 4096 / sizeof(T);
    // Two multiply-adds a cycle, each with a latency of four, take eight sums.
    static constexpr size_t rows_at_once = vector::lanes > 1 ? 8 / four::parts : 4;

    struct weights_seen {
        vector sum[4] = {vector::zero(), vector::zero(), vector::zero(), vector::zero()};
        T rest = T(1);

        [[gnu::always_inline]] void add(size_t which, const vector& v) {
            if constexpr (vector::lanes * sizeof(T) > 16) {
                sum[which] = vector::multiply_add(v, v, sum[which]);
            } else {
                sum[which] = vector::add(sum[which], vector::multiply(v, v));
            }
        }
        template <class Single>
        [[gnu::always_inline]] void add(size_t, const Single& v) {
            rest += v.value * v.value;
        }
        [[gnu::always_inline]] T value() const {
            T all = rest;
            for (const vector& part : sum) {
                T lane[vector::lanes];
                part.store(lane);
                for (const T v : lane) all += v;
            }
            return all;
        }
    };

    /// sums = madd(w, x, sums), row after row, for `count` outputs.
    [[gnu::always_inline]] static void add_rows(size_t rows, size_t stride, const T* w, const T* x,
                                                size_t count, T* sums, weights_seen& seen) {
        weights_seen weights = seen;
        for (; rows >= 4; rows -= 4, w += 4 * stride, x += 4) {
            add_some_rows<4>(stride, w, x, count, sums, weights);
        }
        for (; rows > 0; --rows, w += stride, ++x) {
            add_some_rows<1>(stride, w, x, count, sums, weights);
        }
        seen = weights;
    }
    template <size_t Rows>
    [[gnu::always_inline]] static void add_some_rows(size_t stride, const T* w, const T* x,
                                                     size_t count, T* sums, weights_seen& weights) {
        vector factor[Rows];
        for (size_t r = 0; r < Rows; ++r) factor[r] = vector::splat(x[r]);
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) {
            vector sum = vector::load(sums + k);
            for (size_t r = 0; r < Rows; ++r) {
                const vector row = vector::load(w + r * stride + k);
                weights.add(r, row);
                sum = vector::multiply_add(factor[r], row, sum);
            }
            sum.store(sums + k);
        }
        simd::for_tail<InstructionSet, T>(
            k, count, [&](auto strip, size_t at) __attribute__((always_inline)) {
                using part = typename decltype(strip)::vector;
                part sum = strip.load(sums + at);
                for (size_t r = 0; r < Rows; ++r) {
                    const part row = strip.load(w + r * stride + at);
                    weights.add(r, row);
                    sum = part::multiply_add(part::splat(x[r]), row, sum);
                }
                strip.store(sums + at, sum);
            });
    }

    /// BACKWARD and UPDATE of some rows.
    [[gnu::always_inline]] static void both(size_t outputs, T rate, const T* x, const T* delta,
                                            const size_t (&chosen)[rows_at_once], T* dx, T* w) {
        constexpr size_t rows = rows_at_once;
        constexpr size_t lanes = vector::lanes;
        constexpr size_t step = lanes > 4 ? lanes : 4;
        T* row[rows];
        vector factor[rows];
        four sum[rows];
        for (size_t r = 0; r < rows; ++r) {
            row[r] = w + chosen[r] * outputs;
            factor[r] = vector::splat(x[chosen[r]]);
            sum[r] = four::zero();
        }
        size_t o = 0;
        for (; o + step <= outputs; o += step) {
            four by_four[step / 4];
            vector by_vector[step / lanes];
            for (size_t k = 0; k < step / 4; ++k) by_four[k] = four::load(delta + o + 4 * k);
            for (size_t v = 0; v < step / lanes; ++v) {
                by_vector[v] = vector::load(delta + o + v * lanes);
            }
            for (size_t r = 0; r < rows; ++r) {
                for (size_t k = 0; k < step / 4; ++k) {
                    sum[r] = four::multiply_add(four::load(row[r] + o + 4 * k), by_four[k], sum[r]);
                }
                for (size_t v = 0; v < step / lanes; ++v) {
                    updates::change(rate, factor[r], by_vector[v], row[r] + o + v * lanes);
                }
            }
        }
        // The accumulators stay in registers only where all loops over them can be unrolled.
        T partial[rows][4];
        for (size_t r = 0; r < rows; ++r) sum[r].store(partial[r]);
        for (size_t r = 0; r < rows; ++r) {
            dx[chosen[r]] = updates::finish_row(outputs - o, rate, x[chosen[r]], delta + o,
                                                partial[r], row[r] + o);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
