// SPDX-License-Identifier: MIT
// A layer's part in a step on a few samples whose numbers lie sample by sample: GRADIENT and UPDATE
// of kernels/order.hpp in one pass over the weights.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/magnitude_bound.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct few_updates {
    using vector = typename InstructionSet::template vector<T>;

    /// What the rows of a layer are made of. Row s of x and of delta is sample s, contiguous.
    struct layer {
        size_t inputs;
        size_t outputs;
        size_t samples;
        strided_rows<const T> x;
        strided_rows<const T> delta;
        T rate;
        T* g;
        T* w;
    };

    /// g = the gradient, w = madd(-rate, g, w), for so few samples that it has one accumulator.
    static void update(const layer& of) {
        if (of.outputs == 1) return single_output(of);
        constexpr size_t lanes = vector::lanes;
        const simd::full_vector<vector> full;
        size_t o = 0;
        for (; o + 2 * lanes <= of.outputs; o += 2 * lanes) columns<2>(full, of, o);
        for (; o + lanes <= of.outputs; o += lanes) columns<1>(full, of, o);
        simd::for_tail<InstructionSet, T>(
            o, of.outputs, [&](auto strip, size_t at) __attribute__((always_inline)) {
                columns<1>(strip, of, at);
            });
    }

  private:
    static void single_output(const layer& of) {
        for_each_vector<InstructionSet, T>(
            of.inputs, [&](auto strip, size_t k) __attribute__((always_inline)) {
                using part = typename decltype(strip)::vector;
                part sum = part::multiply(strip.load(of.x[0] + k), part::splat(*of.delta[0]));
                for (size_t s = 1; s < of.samples; ++s) {
                    sum =
                        part::multiply_add(strip.load(of.x[s] + k), part::splat(*of.delta[s]), sum);
                }
                store(strip, of, k, sum);
            });
        biases<1>(simd::full_vector<simd::scalar_vector<InstructionSet, T>>{}, of, 0);
    }

    /// As many columns of g and w as Vectors vectors have, from column o on.
    template <size_t Vectors, class Strip>
    static void columns(Strip strip, const layer& of, size_t o) {
        constexpr size_t most = 4;
        size_t i = 0;
        for (; i + most <= of.inputs; i += most) rows<most, Vectors>(strip, of, i, o);
        for (; i < of.inputs; ++i) rows<1, Vectors>(strip, of, i, o);
        biases<Vectors>(strip, of, o);
    }

    template <size_t Rows, size_t Vectors, class Strip>
    [[gnu::always_inline]] static void rows(Strip strip, const layer& of, size_t i, size_t o) {
        using part = typename Strip::vector;
        part sum[Rows][Vectors];
        for (size_t v = 0; v < Vectors; ++v) {
            const part d = strip.load(of.delta.first + o + v * part::lanes);
            for (size_t r = 0; r < Rows; ++r) {
                sum[r][v] = part::multiply(part::splat(of.x.first[i + r]), d);
            }
        }
        for (size_t s = 1; s < of.samples; ++s) {
            const T* const x = of.x[s] + i;
            const T* const delta = of.delta[s] + o;
            part d[Vectors];
            for (size_t v = 0; v < Vectors; ++v) d[v] = strip.load(delta + v * part::lanes);
            for (size_t r = 0; r < Rows; ++r) {
                const part factor = part::splat(x[r]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[r][v] = part::multiply_add(factor, d[v], sum[r][v]);
                }
            }
        }
        for (size_t r = 0; r < Rows; ++r) {
            for (size_t v = 0; v < Vectors; ++v) {
                store(strip, of, (i + r) * of.outputs + o + v * part::lanes, sum[r][v]);
            }
        }
    }

    template <size_t Vectors, class Strip>
    [[gnu::always_inline]] static void biases(Strip strip, const layer& of, size_t o) {
        using part = typename Strip::vector;
        for (size_t at = o; at < o + Vectors * part::lanes; at += part::lanes) {
            part sum = strip.load(of.delta.first + at);
            for (size_t s = 1; s < of.samples; ++s) {
                sum = part::add(sum, strip.load(of.delta[s] + at));
            }
            store(strip, of, of.inputs * of.outputs + at, sum);
        }
    }

    /// Stores an element of the gradient, or several, and changes the weights.
    template <class Strip, class Part>
    [[gnu::always_inline]] static void store(Strip strip, const layer& of, size_t at, Part sum) {
        strip.store(of.g + at, sum);
        strip.store(of.w + at,
                    Part::multiply_add(Part::splat(-of.rate), sum, strip.load(of.w + at)));
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
