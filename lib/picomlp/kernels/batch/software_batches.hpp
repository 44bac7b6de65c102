// SPDX-License-Identifier: MIT
// A dense layer for a batch on processors that have no instruction for float. The sums are those of
// software_floats, which reaches samples by their stride: a tile would win nothing, since no number
// waits in a register for its next use.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/batch/interleaved_sums.hpp"
#include "picomlp/kernels/batch/relu_apart.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The kernels for batches (detail/dense.hpp). Backend is software_floats: its loops and relu.
template <class Backend>
struct software_batches : relu_apart<software_batches<Backend>, Backend> {
    static void forward_batch(dense_shape shape, const float* w, uint32_t samples,
                              strided_rows<const float> x, strided_rows<float> z) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const size_t outputs = shape.outputs;
        const float* const bias = w + shape.inputs * outputs;
        const size_t first_count = split.length + (split.extra > 0);
        for (size_t o = 0; o < outputs; ++o, ++w) {
            for (size_t s = 0; s < samples; ++s) {
                const float* from = x.first + s;
                const float* end = from + first_count * x.stride;
                float total = Backend::add_products(from, end, w, outputs, x.stride, bias[o]);
                const float* weight = w + first_count * outputs;
                for (uint32_t segment = 1; segment < split.segments; ++segment) {
                    const size_t count = split.length + (segment < split.extra);
                    from = end;
                    end = from + count * x.stride;
                    total += Backend::add_products(from, end, weight, outputs, x.stride, 0.0F);
                    weight += count * outputs;
                }
                z[o][s] = total;
            }
        }
    }

    static void backward(dense_shape shape, const float* w, uint32_t samples,
                         strided_rows<const float> delta, strided_rows<float> dx) {
        const size_t accumulators = summation_order::output_accumulators(shape);
        const size_t step = accumulators * delta.stride;
        for (size_t i = 0; i < shape.inputs; ++i, w += shape.outputs) {
            for (size_t s = 0; s < samples; ++s) {
                float total = 0.0F;
                for (size_t first = 0; first < accumulators; ++first) {
                    const size_t count =
                        summation_order::terms_of_accumulator(shape.outputs, accumulators, first);
                    const float* const d = delta[first] + s;
                    const float sum = Backend::add_products(d, d + count * step, w + first,
                                                            accumulators, step, 0.0F);
                    total = first == 0 ? sum : total + sum;
                }
                dx[i][s] = total;
            }
        }
    }

    static void gradient(dense_shape shape, uint32_t samples, strided_rows<const float> x,
                         strided_rows<const float> delta, gradient_mode mode, float* g) {
        if (samples <= few) return add_samples(shape, samples, x, delta, mode, g);
        const bool splits = summation_order::gradient_accumulators(shape, samples) > 1;
        for (size_t i = 0; i < shape.inputs; ++i) {
            for (size_t o = 0; o < shape.outputs; ++o, ++g) {
                if (splits) {
                    put(interleaved(samples, x[i], delta[o]), mode, g);
                } else if (mode == gradient_mode::add) {
                    *g = Backend::add_products(x[i], x[i] + samples, delta[o], 1, 1, *g);
                } else {
                    *g = sum_of_products(samples, x[i], delta[o]);
                }
            }
        }
        for (size_t o = 0; o < shape.outputs; ++o, ++g) {
            if (splits) {
                put(sums::of_elements(samples, delta[o]), mode, g);
                continue;
            }
            const bool adds = mode == gradient_mode::add;
            float sum = adds ? *g : *delta[o];
            for (size_t s = adds ? 0 : 1; s < samples; ++s) sum += delta[o][s];
            *g = sum;
        }
    }

  private:
    using sums = interleaved_sums<simd::scalar, float>;

    /// So few products in a sum do not pay for its beginning and its end.
    static constexpr uint32_t few = 4;
    static constexpr size_t columns = 16;

    /// The gradient of one sample after the other, a few columns at a time.
    static void add_samples(dense_shape shape, uint32_t samples, strided_rows<const float> x,
                            strided_rows<const float> delta, gradient_mode mode, float* g) {
        const size_t outputs = shape.outputs;
        for (size_t o = 0; o < outputs; o += columns, g += columns) {
            const size_t count = outputs - o < columns ? outputs - o : columns;
            for (uint32_t s = 0; s < samples; ++s) {
                float d[columns];
                for (size_t k = 0; k < count; ++k) d[k] = delta[o + k][s];
                float* row = g;
                const bool stores = s == 0 && mode == gradient_mode::store;
                for (size_t i = 0; i < shape.inputs; ++i, row += outputs) {
                    if (stores) fill(count, row);
                    Backend::axpy_many(count, x[i][s], d, row);
                }
                if (stores) fill(count, row);
                for (size_t k = 0; k < count; ++k) row[k] += d[k];
            }
        }
    }

    /// A product added to -0 is that product, whatever it is.
    static void fill(size_t count, float* g) {
        for (size_t k = 0; k < count; ++k) g[k] = -0.0F;
    }

    static void put(float sum, gradient_mode mode, float* g) {
        *g = mode == gradient_mode::add ? *g + sum : sum;
    }

    /// The sum whose first product is its start. From +0, only a sum of nothing but -0 comes out
    /// with another sign.
    static float sum_of_products(uint32_t samples, const float* x, const float* delta) {
        const float sum = Backend::add_products(x, x + samples, delta, 1, 1, 0.0F);
        if (detail::to_bits(sum) != 0) return sum;
        for (uint32_t s = 0; s < samples; ++s) {
            if (!is_minus_zero(x[s], delta[s])) return sum;
        }
        return -0.0F;
    }

    /// Whether a * b is -0, for a * b that is no NaN.
    static bool is_minus_zero(float a, float b) {
        const uint32_t of_a = detail::to_bits(a);
        const uint32_t of_b = detail::to_bits(b);
        if ((of_a ^ of_b) >> 31 == 0) return false;
        return of_a << 1 == 0 || of_b << 1 == 0 || a * b == 0.0F;
    }

    /// With the accumulators of a long sum, each of which has a sample at least.
    static float interleaved(uint32_t samples, const float* x, const float* delta) {
        constexpr size_t accumulators = summation_order::sum_accumulators;
        float partial[accumulators];
        for (size_t first = 0; first < accumulators; ++first) {
            const size_t count = (samples - first + accumulators - 1) / accumulators;
            partial[first] = Backend::add_products(x + first, x + first + count * accumulators,
                                                   delta + first, accumulators, accumulators, 0.0F);
        }
        for (size_t half = accumulators / 2; half > 0; half /= 2) {
            for (size_t j = 0; j < half; ++j) partial[j] += partial[j + half];
        }
        return partial[0];
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
