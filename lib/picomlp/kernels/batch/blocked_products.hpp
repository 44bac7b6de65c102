// SPDX-License-Identifier: MIT
// The forward pass of a wide dense layer: blocks of samples are packed, so that they stay in the
// first-level cache whatever their stride. The order of the sums is that of all other kernels: a
// sum that a block leaves unfinished waits in memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/batch/matrix_products.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct blocked_products {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;
    static constexpr bool pays = lanes > 1 && InstructionSet::vectorizes_edges;

    /// Whether it is faster than tiles that read the samples where they are. A row of w is far from
    /// the next in a wide layer; narrow vectors need w more often, so they suffer sooner.
    [[gnu::always_inline]] static bool pays_for(dense_shape shape) {
        const size_t bytes = size_t{shape.inputs} * shape.outputs * sizeof(T);
        if (bytes >= 2097152) return true;
        constexpr bool narrow = sizeof(vector) < 64;
        // x86-64 packs the samples of smaller layers, see packed_samples.hpp.
        constexpr size_t least = has_x86_vectors ? 524288 + 1 : 262144;
        return narrow && bytes >= least && shape.inputs >= 512;
    }

    /// z = W x + b; relu: z = max(z, 0), NaN becoming +0.
    [[gnu::noinline]] static void forward(dense_shape shape, const T* w, size_t samples,
                                          strided_rows<const T> x, bool relu, strided_rows<T> z) {
        T packed[packed_elements];
        T partial[partial_elements];
        const T* const bias = w + size_t{shape.inputs} * shape.outputs;
        const summation_order::input_split split = summation_order::split_inputs(shape);
        size_t count = 0;
        for (size_t sample = 0; sample < samples; sample += count) {
            count = at_most(most_samples, samples - sample);
            const size_t width = (count + lanes - 1) / lanes * lanes;
            constexpr size_t tile = tile_rows<InstructionSet, T>;
            const size_t most = partial_elements / width / tile * tile;
            size_t outputs = 0;
            for (size_t output = 0; output < shape.outputs; output += outputs) {
                outputs = at_most(most, shape.outputs - output);
                size_t begin = 0;
                for (uint32_t segment = 0; segment < split.segments; ++segment) {
                    const size_t end = begin + split.length + (segment < split.extra);
                    start(segment == 0 ? bias + output : nullptr, outputs, width, partial);
                    add(shape, {outputs, width, end - begin}, w + begin * shape.outputs + output,
                        count, {x[begin] + sample, x.stride}, packed, partial);
                    const bool last = segment + 1 == split.segments;
                    finish(outputs, count, width, partial, segment > 0, last && relu,
                           {z[output] + sample, z.stride});
                    begin = end;
                }
            }
        }
    }

  private:
    // These bound the stack and change no bit. The first fits into a first-level cache.
    static constexpr size_t packed_elements = 16384 / sizeof(T);
    static constexpr size_t partial_elements = 32768 / sizeof(T);
    static constexpr size_t most_samples = 64;

    static size_t at_most(size_t most, size_t count) { return count < most ? count : most; }

    /// Every sum starts from its bias, or from +0 if there are none.
    static void start(const T* bias, size_t outputs, size_t width, T* partial) {
        for (size_t o = 0; o < outputs; ++o) {
            const vector value = bias ? vector::splat(bias[o]) : vector::zero();
            for (size_t s = 0; s < width; s += lanes) value.store(partial + o * width + s);
        }
    }

    /// Adds one segment's terms to the sums, in blocks.
    static void add(dense_shape layer, product_shape shape, const T* w, size_t samples,
                    strided_rows<const T> x, T* packed, T* partial) {
        const size_t most = packed_elements / shape.columns;
        size_t k = 0;
        for (size_t parts = (shape.inner + most - 1) / most; parts > 0; --parts) {
            const size_t count = (shape.inner - k + parts - 1) / parts;
            const coefficients<T> factors{w + k * layer.outputs, 1, layer.outputs};
            pack(factors, {x[k], x.stride}, samples, shape.columns, count, packed);
            const product_layout layout{
                {shape.rows, shape.columns, count}, 1, layer.outputs, shape.columns, shape.columns};
            matrix_products<InstructionSet, T>::add_product(layout, factors.first, packed, partial);
            k += count;
        }
    }

    /// Copies `count` rows of samples, each filled up to `width` by +0. Meanwhile the first factors
    /// arrive in the cache.
    static void pack(coefficients<T> factors, strided_rows<const T> x, size_t samples, size_t width,
                     size_t count, T* packed) {
        const size_t full = samples / lanes * lanes;
        for (size_t k = 0; k < count; ++k) {
            __builtin_prefetch(factors.first + k * factors.per_term);
            const T* const from = x[k];
            T* const to = packed + k * width;
            for (size_t s = 0; s < full; s += lanes) vector::load(from + s).store(to + s);
            if (full < samples) {
                vector::load_padded(from + full, samples - full, T(0)).store(to + full);
            }
        }
    }

    /// Stores the sums to z, or adds them to it.
    static void finish(size_t outputs, size_t samples, size_t width, T* partial, bool adds,
                       bool relu, strided_rows<T> z) {
        for (size_t o = 0; o < outputs; ++o) {
            T* const from = partial + o * width;
            T* const to = z[o];
            size_t s = 0;
            for (; s + lanes <= samples; s += lanes) {
                vector value = vector::load(from + s);
                if (adds) value = vector::add(vector::load(to + s), value);
                if (relu) value = vector::relu(value);
                value.store(to + s);
            }
            for (; s < samples; ++s) {
                const T value = adds ? to[s] + from[s] : from[s];
                to[s] = relu && !(value > T(0)) ? T(0) : value;
            }
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
