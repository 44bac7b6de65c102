// SPDX-License-Identifier: MIT
// A dense layer whose sums have few terms, for many samples: the terms of a strip of samples stay
// in registers while all of the layer's results are computed from them. The order of the sums is
// that of all other kernels.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/in_register.hpp"
#include "picomlp/kernels/batch/strips.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct narrow_batches {
    using vector = typename InstructionSet::template vector<T>;

    /// Whether these kernels are compiled: for the vectors of x86-64.
#if defined(PICOMLP_X86_VECTORS)
    static constexpr bool pay = vector::lanes > 1;
#else
    static constexpr bool pay = false;
#endif

    /// z = W x + b, or max(z, 0) with NaN becoming +0. False if the layer is not narrow or there
    /// are too few samples: nothing is done then.
    [[gnu::always_inline]] static bool forward(dense_shape shape, const T* w, uint32_t samples,
                                               strided_rows<const T> x, bool relu,
                                               strided_rows<T> z) {
        if (!is_narrow(shape, shape.inputs, samples)) return false;
        with_terms<most_terms, forward_pass>(
            shape.inputs, samples, x,
            {shape.outputs, w, w + size_t{shape.inputs} * shape.outputs, relu, {nullptr, 0}, z});
        return true;
    }

    /// dx = W^T delta, and +0 where a > 0 does not hold, unless a.first is null. False likewise.
    [[gnu::always_inline]] static bool backward(dense_shape shape, const T* w, uint32_t samples,
                                                strided_rows<const T> delta,
                                                strided_rows<const T> a, strided_rows<T> dx) {
        if (!is_narrow(shape, shape.outputs, samples)) return false;
        with_terms<most_terms, backward_pass>(shape.outputs, samples, delta,
                                              {shape.inputs, w, nullptr, false, a, dx});
        return true;
    }

  private:
    // With two vectors of each in registers, beside the sums.
    static constexpr size_t most_terms = InstructionSet::registers == 32 ? 10 : 6;
    static constexpr size_t strip_vectors = 2;
    // Halves of a vector may overlap.
    static constexpr size_t fewest = InstructionSet::has_masks ? vector::lanes / 2 : vector::lanes;
    static constexpr size_t most_parameters = 2048;  // read again for each strip, from the cache
    static_assert(summation_order::output_accumulators({1, most_terms}) == 1);

    [[gnu::always_inline]] static bool is_narrow(dense_shape shape, size_t terms,
                                                 uint32_t samples) {
        return terms <= most_terms && samples >= fewest &&
               size_t{shape.inputs} * shape.outputs <= most_parameters;
    }

    struct results {
        size_t count;
        const T* w;
        const T* bias;
        bool relu;
        strided_rows<const T> a;
        strided_rows<T> z;
    };

    /// Which results a pass computes: result r is bias[r], or +0, plus the sum over k of
    /// w[k * per_term + r * per_result] times row k of the terms.
    struct forward_pass {
        static constexpr bool is_forward = true;
    };
    struct backward_pass {
        static constexpr bool is_forward = false;
    };

    template <size_t Terms, class Pass>
    [[gnu::always_inline]] static void with_terms(size_t terms, uint32_t samples,
                                                  strided_rows<const T> x, const results& to) {
        if constexpr (Terms > 1) {
            if (terms < Terms) return with_terms<Terms - 1, Pass>(terms, samples, x, to);
        }
        compute<Terms, Pass>(samples, x, to);
    }

    template <size_t Terms, class Pass>
    [[gnu::noinline]] static void compute(uint32_t samples, strided_rows<const T> x,
                                          const results& shared) {
        constexpr size_t vectors = strip_vectors;
        const results to = shared;
        size_t column = 0;
        if constexpr (InstructionSet::has_masks) {
            if (samples < vector::lanes) {
                const overlapping_halves strip{samples - vector::lanes / 2};
                return compute_strip<Terms, 1, Pass>(x, 0, to, strip);
            }
        }
        for (; column + vectors * vector::lanes <= samples; column += vectors * vector::lanes) {
            compute_strip<Terms, vectors, Pass>({x.first + column, x.stride}, column, to);
        }
        // The last vector overlaps the one before: what both hold is computed twice.
        while (column < samples) {
            const size_t last = samples - vector::lanes;
            if (column > last) column = last;
            compute_strip<Terms, 1, Pass>({x.first + column, x.stride}, column, to);
            column += vector::lanes;
        }
    }

    template <size_t Terms, size_t Vectors, class Pass, class Strip = adjacent_vectors>
    [[gnu::always_inline]] static void compute_strip(strided_rows<const T> x, size_t column,
                                                     const results& to,
                                                     [[maybe_unused]] Strip strip = {}) {
        constexpr summation_order::input_split split = summation_order::split_inputs({Terms, 1});
        static_assert(split.segments <= 2);
        constexpr size_t first_segment =
            Pass::is_forward && split.segments == 2 ? split.length + (split.extra > 0) : Terms;
        const size_t per_term = Pass::is_forward ? to.count : 1;
        const size_t per_result = Pass::is_forward ? 1 : Terms;
        vector term[Terms][Vectors];
        for (size_t k = 0; k < Terms; ++k) {
            for (size_t v = 0; v < Vectors; ++v) {
                term[k][v] = strip.template load<vector>(x[k], v);
                keep_in_register(term[k][v]);
            }
        }
        const T* w = to.w;
        const T* a = to.a.first ? to.a.first + column : nullptr;
        T* z = to.z.first + column;
        for (size_t r = 0; r < to.count; ++r) {
            vector sum[Vectors];
            for (vector& of : sum)
                of = Pass::is_forward ? vector::splat(to.bias[r]) : vector::zero();
            add_terms<0, first_segment>(w, per_term, term, sum);
            if constexpr (first_segment < Terms) {
                vector second[Vectors];
                for (vector& of : second) of = vector::zero();
                add_terms<first_segment, Terms>(w + first_segment * per_term, per_term, term,
                                                second);
                for (size_t v = 0; v < Vectors; ++v) sum[v] = vector::add(sum[v], second[v]);
            }
            if (Pass::is_forward && to.relu) {
                for (vector& of : sum) of = vector::relu(of);
            }
            if (!Pass::is_forward && to.a.first) {
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[v] = vector::relu_mask(strip.template load<vector>(a, v), sum[v]);
                }
                a += to.a.stride;
            }
            for (size_t v = 0; v < Vectors; ++v) strip.store(sum[v], z, v);
            z += to.z.stride;
            w += per_result;
        }
    }

    template <size_t First, size_t End, size_t Terms, size_t Vectors>
    [[gnu::always_inline]] static void add_terms(const T* w, size_t per_term,
                                                 const vector (&term)[Terms][Vectors],
                                                 vector (&sum)[Vectors]) {
        for (size_t k = First; k < End; ++k) {
            const vector factor = vector::splat(*w);
            w += per_term;
            for (size_t v = 0; v < Vectors; ++v) {
                sum[v] = vector::multiply_add(factor, term[k][v], sum[v]);
            }
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
