// SPDX-License-Identifier: MIT
// The backward pass of a dense layer for fewer samples than a vector has lanes. A narrow layer's
// inputs lie along the lanes. A wide layer's deltas are packed: the four accumulators of a sample
// (kernels/order.hpp, BACKWARD) are neighbouring lanes.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/few_samples.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/simd/vectors/transpose.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Where few_samples pays.
template <class InstructionSet, class T>
struct few_samples_backward {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;

    /// dx = W^T delta; with a.first, dx = +0 where a > 0 does not hold. False when there are more
    /// outputs than it has memory for: dx is then unchanged.
    [[gnu::noinline]] static bool backward(dense_shape shape, const T* w, size_t samples,
                                           strided_rows<const T> delta, strided_rows<const T> a,
                                           strided_rows<T> dx) {
        if (summation_order::output_accumulators(shape) == 1) {
            narrow(shape, w, samples, delta, {dx, a, false, false});
            return true;
        }
        const size_t quads = (size_t{shape.outputs} + 3) / 4;
        if (quads * lanes > packed_elements) return false;
        const results all{dx, a, false, false};
        size_t s = 0;
        if (quads * 2 * lanes <= packed_elements) {
            for (; samples - s > group; s += group * 2) {
                const size_t left = samples - s;
                const size_t count = left < group * 2 ? left : group * 2;
                wide<2>(shape, w, count, {delta.first + s, delta.stride}, from_sample(all, s));
                if (count == left) return true;
            }
        }
        for (; s < samples; s += group) {
            const size_t left = samples - s;
            wide<1>(shape, w, left < group ? left : group, {delta.first + s, delta.stride},
                    from_sample(all, s));
        }
        return true;
    }

  private:
    using results = few_results<InstructionSet, T>;
    using square = simd::transpose_tile<InstructionSet, T, 4>;

    /// Bounds the stack.
    static constexpr size_t packed_elements = 16384 / sizeof(T);
    /// Samples whose accumulators fill a vector.
    static constexpr size_t group = lanes / 4;

    [[gnu::always_inline]] static results from_sample(const results& all, size_t s) {
        return {{all.z.first + s, all.z.stride},
                {all.a.first ? all.a.first + s : nullptr, all.a.stride},
                all.relu,
                all.more};
    }

    /// With fewer than 16 outputs: one accumulator. w is transposed, so that inputs lie along the
    /// lanes.
    static void narrow(dense_shape shape, const T* w, size_t samples, strided_rows<const T> delta,
                       const results& to) {
        T transposed[16 * lanes];
        const size_t inputs = shape.inputs;
        const uint32_t outputs = shape.outputs;
        for (size_t i = 0; i < inputs; i += lanes) {
            const size_t there = inputs - i < lanes ? inputs - i : lanes;
            simd::pack_transposed<InstructionSet, lanes>(w + i * outputs, outputs, there, outputs,
                                                         transposed);
            const segmented_rows<T> rows{transposed, lanes, nullptr, {1, outputs, 0}};
            for_each_height<most_few_samples, !few_samples<InstructionSet, T>::many_registers>(
                samples, [&](auto height, size_t s) __attribute__((always_inline)) {
                    constexpr size_t count = decltype(height)::value;
                    T total[results::rows(count) * lanes];
                    add_segments<InstructionSet, count, 1>(
                        rows, {delta.first + s, delta.stride}, false, 0,
                        [](const T* p) __attribute__((always_inline)) { return vector::load(p); },
                        total);
                    from_sample(to, s).template store<count>(total, lanes, i, there);
                });
        }
    }

    /// With 16 outputs or more, for at most Groups * group samples.
    template <size_t Groups>
    static void wide(dense_shape shape, const T* w, size_t samples, strided_rows<const T> delta,
                     const results& to) {
        T packed[packed_elements];
        const size_t outputs = shape.outputs;
        for (size_t o = 0; o < outputs; o += 4) {
            T* const quad = packed + o * Groups * group;
            size_t s = 0;
            if (o + 4 <= outputs) {
                for (; s + 4 <= samples; s += 4) {
                    square::transpose(delta[o] + s, delta.stride, quad + s * 4, 4);
                }
            }
            for (; s < Groups * group; ++s) {
                for (size_t j = 0; j < 4; ++j) {
                    // A missing output adds +0 * -0 = -0, which changes no sum, not even -0.
                    quad[s * 4 + j] = o + j >= outputs ? -T(0)
                                      : s < samples    ? delta[o + j][s]
                                                       : T(0);
                }
            }
        }
        const size_t inputs = shape.inputs;
        size_t i = 0;
        for (; i + 4 <= inputs; i += 4) {
            dots<4, Groups>(outputs, w + i * outputs, packed, samples, to, i);
        }
        for (; i < inputs; ++i) dots<1, Groups>(outputs, w + i * outputs, packed, samples, to, i);
    }

    /// Inputs i to i + Rows, whose weights are the rows of w: their products with the packed
    /// deltas.
    template <size_t Rows, size_t Groups>
    [[gnu::always_inline]] static void dots(size_t outputs, const T* w, const T* packed,
                                            size_t samples, const results& to, size_t i) {
        constexpr size_t width = Groups * lanes;
        vector sum[Rows][Groups];
        for (auto& row : sum) {
            for (vector& of : row) of = vector::zero();
        }
        const auto add = [&](const T* factor, size_t stride) __attribute__((always_inline)) {
            vector d[Groups];
            for (size_t g = 0; g < Groups; ++g) d[g] = vector::load(packed + g * lanes);
            for (size_t r = 0; r < Rows; ++r) {
                const vector c = vector::repeat_four(factor + r * stride);
                for (size_t g = 0; g < Groups; ++g) {
                    sum[r][g] = vector::multiply_add(c, d[g], sum[r][g]);
                }
            }
            packed += width;
        };
        size_t o = 0;
        for (; o + 4 <= outputs; o += 4) add(w + o, outputs);
        if (o < outputs) {
            T last[Rows * 4];
            for (size_t r = 0; r < Rows; ++r) {
                for (size_t j = 0; j < 4; ++j) {
                    last[r * 4 + j] = o + j < outputs ? w[r * outputs + o + j] : T(0);
                }
            }
            add(last, 4);
        }
        T accumulator[width];
        for (size_t r = 0; r < Rows; ++r) {
            for (size_t g = 0; g < Groups; ++g) sum[r][g].store(accumulator + g * lanes);
            add_accumulators<Groups * group>(accumulator, samples, to.z[i + r]);
            if (to.a.first) {
                const T* const mask = to.a[i + r];
                T* const z = to.z[i + r];
                for (size_t s = 0; s < samples; ++s) z[s] = mask[s] > T(0) ? z[s] : T(0);
            }
        }
    }

    /// z[s] = the sum of the four accumulators of sample s, for samples <= Most.
    template <size_t Most>
    [[gnu::always_inline]] static void add_accumulators(const T* accumulator, size_t samples,
                                                        T* z) {
        size_t s = 0;
        if constexpr (Most >= 4) {
            using four [[gnu::vector_size(4 * sizeof(T))]] = T;
            for (; s + 4 <= samples; s += 4) {
                T transposed[16];
                square::transpose(accumulator + s * 4, 4, transposed, 4);
                four part[4];
                __builtin_memcpy(part, transposed, sizeof part);
                const four total = ((part[0] + part[1]) + part[2]) + part[3];
                __builtin_memcpy(z + s, &total, sizeof total);
            }
        }
        for (; s < samples; ++s) {
            const T* const of = accumulator + s * 4;
            z[s] = ((of[0] + of[1]) + of[2]) + of[3];
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
