// SPDX-License-Identifier: MIT
// Layers that no first-level cache holds, for a step on one sample: what takes the time is to move
// their weights. FORWARD reads them row after row, as they lie in memory. Above a layer with relu
// about half of the rows belong to an input of 0: BACKWARD does not read them, for their sums are
// not used; and UPDATE does not, for it would not change them: adding a zero of any sign changes no
// number but -0. So FORWARD also looks for weights of -0.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/aligned_vectors.hpp"
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
    using single = simd::scalar_vector<InstructionSet, T>;
    using four = simd::four_lanes<InstructionSet, T>;
    using bound = magnitude_bound<InstructionSet, T>;
    using updates = layer_updates<InstructionSet, T>;

    /// Whether a layer is one of them. Narrower rows are summed faster in registers. Its sums have
    /// two segments and four accumulators.
    static constexpr bool takes(dense_shape shape) {
        return vector::lanes > 1 && shape.inputs >= 64 && shape.outputs >= 256;
    }

    /// z = W x + b, with relu or without. `seen` sees W x + b. Returns whether a weight is -0.
    static bool forward(dense_shape shape, bool relu, const T* w, const T* x, T* z, bound& seen) {
        negative_zeros zeros;
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const size_t outputs = shape.outputs;
        const size_t first_length = split.length + (split.extra > 0);
        const T* const bias = w + shape.inputs * outputs;
        // The sums begin at the same place within a vector as the rows, if these all do.
        alignas(vector) T sums[2][strip_elements + vector::lanes];
        const size_t shift = elements_behind_boundary<vector>(w);
        for (size_t o = 0; o < outputs; o += strip_elements) {
            const size_t count =
                outputs - o < strip_elements ? outputs - o : size_t{strip_elements};
            T* const first = sums[0] + shift;
            T* const second = sums[1] + shift;
            __builtin_memcpy(first, bias + o, count * sizeof(T));
            __builtin_memset(second, 0, count * sizeof(T));
            add_rows(first_length, outputs, w + o, x, count, first, zeros);
            add_rows(split.length, outputs, w + first_length * outputs + o, x + first_length, count,
                     second, zeros);
            T* const to = z + o;
            for_each_vector<InstructionSet, T>(
                count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                    using part = typename decltype(strip)::vector;
                    part total = part::add(strip.load(first + k), strip.load(second + k));
                    seen.add(total);
                    if (relu) total = part::relu(total);
                    strip.store(to + k, total);
                });
        }
        return zeros.any();
    }

    /// dx = W^T delta where a > 0, elsewhere +0.
    static void backward(dense_shape shape, const T* w, const T* delta, const T* a, T* dx) {
        // From the last row on: forward() read it last.
        for_used_rows<rows_at_once>(
            shape.inputs, false,
            [=](size_t i) __attribute__((always_inline)) {
                dx[i] = T(0);
                return a[i] > T(0);
            },
            [=](const uint16_t* used)
                __attribute__((always_inline)) { sum_rows(shape.outputs, w, delta, used, dx); });
    }

    /// w = madd(-rate, g, w) with g = [x; 1] delta^T, for weights none of which is -0.
    /// From the first row on, the last one that backward() read.
    static void update(dense_shape shape, T rate, const T* x, const T* delta, T* w) {
        const size_t outputs = shape.outputs;
        size_t zeros = 0;
        for (size_t i = 0; i < shape.inputs; ++i) zeros += x[i] == T(0) ? 1 : 0;
        // To leave out a few rows takes longer than to change them.
        if (4 * zeros < shape.inputs) return updates::update(shape, rate, x, delta, w);
        for_used_rows<1>(
            shape.inputs,
            true, [=](size_t i) __attribute__((always_inline)) { return x[i] != T(0); },
            [=](const uint16_t* used) __attribute__((always_inline)) {
                updates::update_row(outputs, rate, x[*used], delta, w + *used * outputs);
            });
        updates::bias_row(outputs, rate, delta, w + shape.inputs * outputs);
    }

  private:
    // Sums that stay in the first-level cache beside some rows.
    static constexpr size_t strip_elements = 4096 / sizeof(T);
    // Two multiply-adds a cycle, each with a latency of four, take eight sums.
    static constexpr size_t rows_at_once = vector::lanes > 1 ? 8 / four::parts : 4;
    static constexpr size_t most_used = 128;

    /// f(used) for the rows i for which is_used(i) holds, Rows at a time; is_used() is called for
    /// every row once. The last call's may be the same more than once.
    template <size_t Rows, class IsUsed, class Function>
    [[gnu::always_inline]] static void for_used_rows(size_t inputs, bool ascends,
                                                     const IsUsed& is_used, const Function& f) {
        const size_t step = ascends ? 1 : ~size_t{0};  // -1
        size_t i = ascends ? 0 : inputs - 1;
        size_t left = inputs;
        while (left > 0) {
            // Found without a branch, which would go either way at random.
            uint16_t used[most_used + Rows];
            size_t count = 0;
            for (; left > 0 && count < most_used; --left, i += step) {
                used[count] = static_cast<uint16_t>(i);
                count += is_used(i) ? 1 : 0;
            }
            if (count == 0) return;
            for (size_t r = 0; r < Rows; ++r) used[count + r] = used[count - 1];
            for (size_t k = 0; k < count; k += Rows) f(used + k);
        }
    }

    struct negative_zeros {
        vector seen = vector::zero();
        bool rest = false;

        [[gnu::always_inline]] void add(const vector& v) {
            if constexpr (vector::lanes > 1) {
                seen = vector::keep_negative_zeros(seen, v);
            } else {
                rest |= is_negative_zero(v.value);
            }
        }
        template <class Single>
        [[gnu::always_inline]] void add(const Single& v) {
            rest |= is_negative_zero(v.value);
        }
        [[gnu::always_inline]] bool any() const {
            T lane[vector::lanes];
            seen.store(lane);
            bool found = rest;
            for (const T v : lane) found |= is_negative_zero(v);
            return found;
        }
        [[gnu::always_inline]] static bool is_negative_zero(T v) {
            return v == T(0) && __builtin_signbit(v);
        }
    };

    /// sums = madd(w, x, sums), row after row, for `count` outputs.
    [[gnu::always_inline]] static void add_rows(size_t rows, size_t stride, const T* w, const T* x,
                                                size_t count, T* sums, negative_zeros& zeros) {
        negative_zeros seen = zeros;
        for (; rows >= 4; rows -= 4, w += 4 * stride, x += 4) {
            add_some_rows<4>(stride, w, x, count, sums, seen);
        }
        for (; rows > 0; --rows, w += stride, ++x)
            add_some_rows<1>(stride, w, x, count, sums, seen);
        zeros = seen;
    }
    template <size_t Rows>
    [[gnu::always_inline]] static void add_some_rows(size_t stride, const T* w, const T* x,
                                                     size_t count, T* sums, negative_zeros& zeros) {
        if (count >= 2 * vector::lanes) {
            vector factor[Rows];
            for (size_t r = 0; r < Rows; ++r) factor[r] = vector::splat(x[r]);
            return for_aligned_vectors<vector>(
                count, w, sums, [&](size_t k) __attribute__((always_inline)) {
                    vector sum = vector::load(sums + k);
                    for (size_t r = 0; r < Rows; ++r) {
                        const vector row = vector::load(w + r * stride + k);
                        zeros.add(row);
                        sum = vector::multiply_add(factor[r], row, sum);
                    }
                    return sum;
                });
        }
        for_each_vector<InstructionSet, T>(
            count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                using part = typename decltype(strip)::vector;
                part sum = strip.load(sums + k);
                for (size_t r = 0; r < Rows; ++r) {
                    const part row = strip.load(w + r * stride + k);
                    zeros.add(row);
                    sum = part::multiply_add(part::splat(x[r]), row, sum);
                }
                strip.store(sums + k, sum);
            });
    }

    /// The sums of rows_at_once rows, by four accumulators each. A call of its own: the rows'
    /// places fill most registers.
    [[gnu::noinline]] static void sum_rows(size_t outputs, const T* w, const T* delta,
                                           const uint16_t* used, T* dx) {
        constexpr size_t rows = rows_at_once;
        const T* row[rows];
        four sum[rows];
        for (size_t r = 0; r < rows; ++r) {
            row[r] = w + used[r] * outputs;
            sum[r] = four::zero();
        }
        size_t o = 0;
        for (; o + 4 <= outputs; o += 4) {
            const four d = four::load(delta + o);
            for (size_t r = 0; r < rows; ++r) {
                sum[r] = four::multiply_add(four::load(row[r] + o), d, sum[r]);
            }
        }
        // The accumulators stay in registers only where all loops over them can be unrolled.
        T partial[rows][4];
        for (size_t r = 0; r < rows; ++r) sum[r].store(partial[r]);
        for (size_t r = 0; r < rows; ++r) {
            T* const p = partial[r];
            for (size_t k = o; k < outputs; ++k) {
                T& last = p[k - o];
                last = single::multiply_add({row[r][k]}, {delta[k]}, {last}).value;
            }
            dx[used[r]] = ((p[0] + p[1]) + p[2]) + p[3];
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
