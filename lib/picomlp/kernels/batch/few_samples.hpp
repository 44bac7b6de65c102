// SPDX-License-Identifier: MIT
// A dense layer for fewer samples than a vector has lanes: with samples along the lanes, some would
// be idle, so outputs lie along them instead. Here are the sums of such a layer, and the forward
// pass. The order of the sums is that of all other kernels.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/simd/vectors/transpose.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Samples whose sums stay in registers, two vectors of outputs each or, where there are 32
/// registers for few lanes, four.
inline constexpr size_t most_few_samples = 4;

/// f(constant<height>, first), for 1 <= height <= Most.
template <size_t Most, class Function>
[[gnu::always_inline]] inline void with_height(size_t height, size_t first, const Function& f) {
    if constexpr (Most > 1) {
        if (height < Most) return with_height<Most - 1>(height, first, f);
    }
    f(constant<Most>{}, first);
}

/// f(constant<height>, first) for heights of at most Most that add up to count. first is the sum of
/// the heights before. Balanced: they differ by at most one. Otherwise all but the first are Most.
template <size_t Most, bool Balanced, class Function>
[[gnu::always_inline]] inline void for_each_height(size_t count, const Function& f) {
    size_t first = 0;
    for (size_t parts = (count + Most - 1) / Most; parts > 0; --parts) {
        const size_t height =
            Balanced ? (count - first + parts - 1) / parts : count - first - (parts - 1) * Most;
        with_height<Most>(height, first, f);
        first += height;
    }
}

/// The results of a few samples: that of sample s at output o is z[o][s].
template <class InstructionSet, class T>
struct few_results {
    strided_rows<T> z;
    strided_rows<const T> a;  // with a.first, z = +0 where a > 0 does not hold
    bool relu;                // z = max(z, 0), NaN becoming +0; add_segments() does that
    bool more;                // whether the next sample's results are stored after these

    /// Rows of values that store() reads: for three samples one more, to transpose squares.
    static constexpr size_t rows(size_t samples) { return samples == 3 ? 4 : samples; }

    /// value[s * width + j] is the result of sample s at output o + j, j < count.
    template <size_t Samples>
    [[gnu::always_inline]] void store(const T* value, size_t width, size_t o, size_t count) const {
        const size_t in_squares = rows(Samples) == 4 ? count / 4 * 4 : 0;
        if constexpr (rows(Samples) == 4) {
            using square = simd::transpose_tile<InstructionSet, T, 4>;
            for (size_t j = 0; j < in_squares; j += 4) {
                if (Samples == 4 || more) {
                    square::transpose(value + j, width, z[o + j], z.stride);
                } else {
                    T column[16];
                    square::transpose(value + j, width, column, 4);
                    for (size_t i = 0; i < 4; ++i) {
                        __builtin_memcpy(z[o + j + i], column + 4 * i, Samples * sizeof(T));
                    }
                }
            }
        }
        for (size_t j = in_squares; j < count; ++j) {
            T* const to = z[o + j];
            for (size_t s = 0; s < Samples; ++s) to[s] = value[s * width + j];
        }
        if (!a.first) return;
        for (size_t j = 0; j < count; ++j) {
            const T* const mask = a[o + j];
            T* const to = z[o + j];
            for (size_t s = 0; s < Samples; ++s) to[s] = mask[s] > T(0) ? to[s] : T(0);
        }
    }
};

/// Rows that are weighted and added, in segments: row k begins at first + k * stride.
template <class T>
struct segmented_rows {
    const T* first;
    size_t stride;
    const T* bias;  // null for +0
    summation_order::input_split split;
};

/// total[s * Vectors * lanes + j] = bias[o + j] + sum over k of x[k][s] * row k [o + j], by
/// multiply_add. load(p) is the vector at p. With relu, max(total, 0). rows(Samples) rows of total
/// are written.
template <class InstructionSet, size_t Samples, size_t Vectors, class T, class Load>
[[gnu::always_inline]] inline void add_segments(const segmented_rows<T>& rows,
                                                strided_rows<const T> x, bool relu, size_t o,
                                                const Load& load, T* total) {
    using vector = typename InstructionSet::template vector<T>;
    constexpr size_t lanes = vector::lanes;
    constexpr size_t width = Vectors * lanes;
    vector sum[Samples][Vectors];
    for (size_t s = 0; s < Samples; ++s) {
        for (size_t v = 0; v < Vectors; ++v) {
            sum[s][v] = rows.bias ? load(rows.bias + o + v * lanes) : vector::zero();
        }
    }
    for (size_t s = Samples; s < few_results<InstructionSet, T>::rows(Samples); ++s) {
        for (size_t v = 0; v < Vectors; ++v) vector::zero().store(total + s * width + v * lanes);
    }
    const T* row = rows.first + o;
    const T* factor = x.first;
    const size_t stride = rows.stride;
    for (size_t segment = 0; segment < rows.split.segments; ++segment) {
        if (segment > 0) {
            for (auto& of_sample : sum) {
                for (vector& of : of_sample) of = vector::zero();
            }
        }
        size_t left = rows.split.length + (segment < rows.split.extra);
        for (; left > 0; --left) {
            vector term[Vectors];
            for (size_t v = 0; v < Vectors; ++v) term[v] = load(row + v * lanes);
            for (size_t s = 0; s < Samples; ++s) {
                const vector c = vector::splat(factor[s]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[s][v] = vector::multiply_add(c, term[v], sum[s][v]);
                }
            }
            row += stride;
            factor += x.stride;
        }
        if (segment > 0) {
            for (size_t s = 0; s < Samples; ++s) {
                for (size_t v = 0; v < Vectors; ++v) {
                    const vector before = vector::load(total + s * width + v * lanes);
                    sum[s][v] = vector::add(before, sum[s][v]);
                }
            }
        }
        if (relu && segment + 1 == rows.split.segments) {
            for (auto& of_sample : sum) {
                for (vector& of : of_sample) of = vector::relu(of);
            }
        }
        for (size_t s = 0; s < Samples; ++s) {
            for (size_t v = 0; v < Vectors; ++v) sum[s][v].store(total + s * width + v * lanes);
        }
    }
}

template <class InstructionSet, class T>
struct few_samples {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;

    static constexpr bool pays = lanes >= 4 && InstructionSet::vectorizes_edges;

    /// Whether the sums of four samples, four vectors of outputs each, stay in registers.
    static constexpr bool many_registers = lanes == 4 && InstructionSet::registers == 32;
    /// Whether samples that share the loads of w are faster than one at a time. Not with SSE2,
    /// which needs two instructions to splat a factor; NEON multiplies by an element of a vector.
    static constexpr bool shares_loads = lanes > 4 || many_registers;

    /// z = W x + b; relu: z = max(z, 0), NaN becoming +0.
    [[gnu::noinline]] static void forward(dense_shape shape, const T* w, size_t samples,
                                          strided_rows<const T> x, bool relu, strided_rows<T> z) {
        if ((samples == 1 || !shares_loads) && shape.inputs <= contiguous &&
            shape.outputs <= contiguous) {
            for (size_t s = 0; s < samples; ++s) {
                forward_sample(shape, w, {x.first + s, x.stride}, relu, {z.first + s, z.stride});
            }
            return;
        }
        const segmented_rows<T> rows{w, shape.outputs, w + size_t{shape.inputs} * shape.outputs,
                                     summation_order::split_inputs(shape)};
        for_each_height<most_few_samples, !many_registers>(
            samples, [&](auto height, size_t s) __attribute__((always_inline)) {
                constexpr size_t count = decltype(height)::value;
                const results to{{z.first + s, z.stride},
                                 {nullptr, 0},
                                 relu,
                                 many_registers && s + count < samples};
                columns<count>(shape.outputs, rows, {x.first + s, x.stride}, to);
            });
    }

  private:
    using results = few_results<InstructionSet, T>;

    /// Inputs and outputs of a sample that is copied to be contiguous, at most; bounds the stack.
    static constexpr size_t contiguous = 512;

    static void forward_sample(dense_shape shape, const T* w, strided_rows<const T> x, bool relu,
                               strided_rows<T> z) {
        T from[contiguous];
        T to[contiguous];
        const T* input = x.first;
        if (x.stride != 1) {
            for (size_t k = 0; k < shape.inputs; ++k) from[k] = x[k][0];
            input = from;
        }
        T* const output = z.stride == 1 ? z.first : to;
        if (relu) {
            gemv<InstructionSet, T>::template forward<true>(shape, w, input, output);
        } else {
            gemv<InstructionSet, T>::template forward<false>(shape, w, input, output);
        }
        if (z.stride == 1) return;
        for (size_t o = 0; o < shape.outputs; ++o) z[o][0] = to[o];
    }

    /// All outputs, several vectors of them at a time. The last vector ends with the row, so it may
    /// overlap the one before.
    template <size_t Samples>
    [[gnu::always_inline]] static void columns(size_t outputs, const segmented_rows<T>& rows,
                                               strided_rows<const T> x, const results& to) {
        size_t o = 0;
        if constexpr (many_registers) {
            for (; o + 4 * lanes <= outputs; o += 4 * lanes) {
                sums<Samples, 4>(lanes, rows, x, to, o);
            }
        }
        for (; o + 2 * lanes <= outputs; o += 2 * lanes) sums<Samples, 2>(lanes, rows, x, to, o);
        for (; o < outputs; o += lanes) {
            if (o + lanes > outputs && outputs >= lanes) o = outputs - lanes;
            sums<Samples, 1>(outputs - o < lanes ? outputs - o : lanes, rows, x, to, o);
        }
    }

    /// `there`: how many elements of a single vector exist. Out of line on purpose: so its sums
    /// have all registers.
    template <size_t Samples, size_t Vectors>
    [[gnu::noinline]] static void sums(size_t there, const segmented_rows<T>& rows,
                                       strided_rows<const T> x, const results& to, size_t o) {
        constexpr size_t width = Vectors * lanes;
        T total[results::rows(Samples) * width];
        if (Vectors == 1 && there < lanes) {
            add_segments<InstructionSet, Samples, 1>(
                rows, x, to.relu, o,
                [=](const T* p)
                    __attribute__((always_inline)) { return vector::load_padded(p, there, T(0)); },
                total);
        } else {
            add_segments<InstructionSet, Samples, Vectors>(
                rows, x, to.relu, o,
                [](const T* p) __attribute__((always_inline)) { return vector::load(p); }, total);
        }
        to.template store<Samples>(total, width, o, Vectors == 1 ? there : width);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
