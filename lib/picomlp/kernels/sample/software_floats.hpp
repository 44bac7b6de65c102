// SPDX-License-Identifier: MIT
// The backend of processors that have no instruction for float: loops over numbers taken apart do
// what they can, and plain arithmetic does the rest. Not for the fused profile.
#pragma once

#include "picomlp/kernels/sample/scalar_backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A backend (kernels/sample/backend.hpp). Terms offers two loops:
///   add_products(a, end, stride_a, b, stride_b, sum)
///                            sum += a * b, from a to end
///   add_multiples(a, end, factor, sum)
///                            sum += a * factor
/// Each rounds every operation, wants at least one element, advances its pointers past the elements
/// that are done, and stops before one that it leaves to plain arithmetic.
template <class Terms>
struct software_floats : scalar_backend<float> {
    /// It first looks whether all exponents are so small that no result can overflow.
    class finite_check : public scalar_backend<float>::finite_check {
      public:
        static size_t add_axpy(size_t count, float rate, const float* g, const float* w) {
            constexpr uint32_t exponent_unit = uint32_t{1} << 24;
            constexpr uint32_t limit = 253 * exponent_unit;  // then less than 2^127
            const uint32_t exponent = detail::to_bits(rate) << 1 >> 24;
            const uint32_t limit_g = exponent < 127   ? limit
                                     : exponent < 253 ? limit - (exponent - 126) * exponent_unit
                                                      : 0;
            for (const float* const end = g + count; g != end; ++g, ++w) {
                if (detail::to_bits(*g) << 1 >= limit_g) return 0;
                if (detail::to_bits(*w) << 1 >= limit) return 0;
            }
            return count;
        }
    };

    static constexpr bool has_forward = Terms::has_layers;
    static constexpr bool has_forward_relu = Terms::has_layers;
    static const float* forward(dense_shape shape, const float* w, const float* x, float* z) {
        constexpr uint32_t any = 0xffffffffU;
        Terms::forward(shape, w, x, z, any);
        return w + parameter_count_of(shape);
    }
    static const float* forward_relu(dense_shape shape, const float* w, const float* x, float* z) {
        Terms::forward(shape, w, x, z, detail::ieee_layout<float>::infinity);
        return w + parameter_count_of(shape);
    }
    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t extra,
                               const float* w, const float* bias, const float* x, float* z) {
        const float* const first_end = x + length + (extra > 0);
        for (size_t o = 0; o < outputs; ++o, ++w) {
            float total = add_products(x, first_end, w, outputs, 1, bias[o]);
            const float* input = first_end;
            for (size_t segment = 1; segment < segments; ++segment) {
                const float* const end = input + length + (segment < extra);
                total += add_products(input, end, w + static_cast<size_t>(input - x) * outputs,
                                      outputs, 1, 0.0F);
                input = end;
            }
            z[o] = total;
        }
        return outputs;
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const float* w,
                         const float* delta, float* dx) {
        for (size_t i = 0; i < inputs; ++i, w += outputs) {
            float total = 0.0F;
            for (size_t first = 0; first < accumulators; ++first) {
                const size_t count =
                    summation_order::terms_of_accumulator(outputs, accumulators, first);
                const float* const d = delta + first;
                const float sum = add_products(d, d + count * accumulators, w + first, accumulators,
                                               accumulators, 0.0F);
                total = first == 0 ? sum : total + sum;
            }
            dx[i] = total;
        }
    }

    static size_t outer_product_many(size_t inputs, size_t outputs, const float* x, const float* d,
                                     float* g) {
        for (size_t i = 0; i < inputs; ++i, g += outputs) {
            // A product added to -0 is that product, whatever it is.
            for (size_t o = 0; o < outputs; ++o) g[o] = -0.0F;
            axpy_many(outputs, x[i], d, g);
        }
        for (size_t o = 0; o < outputs; ++o) g[o] = d[o];
        return outputs;
    }

    [[gnu::noinline]] static size_t axpy_many(size_t count, float rate, const float* g, float* w) {
        for (const float* const end = g + count; g != end;) {
            Terms::add_multiples(g, end, rate, w);
            if (g == end) break;
            *w = *g++ * rate + *w;
            ++w;
        }
        return count;
    }

    /// sum + a * b, from a to end, which is another place.
    [[gnu::noinline]] static float add_products(const float* a, const float* end, const float* b,
                                                size_t stride_b, size_t stride_a, float sum) {
        for (;;) {
            Terms::add_products(a, end, stride_a, b, stride_b, sum);
            if (a == end) return sum;
            sum = *a * *b + sum;
            a += stride_a;
            b += stride_b;
            if (a == end) return sum;
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
