// SPDX-License-Identifier: MIT
// SSE2: what every x86-64 processor has. No fused multiply-add instruction.
#pragma once

#include <emmintrin.h>

#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct sse2;

template <class T>
struct sse2_vector;

template <>
struct sse2_vector<float> {
    using value_type = float;
    static constexpr size_t lanes = 4;

    __m128 value;

    [[gnu::always_inline]] static sse2_vector zero() { return {_mm_setzero_ps()}; }
    [[gnu::always_inline]] static sse2_vector splat(float x) { return {_mm_set1_ps(x)}; }
    [[gnu::always_inline]] static sse2_vector load(const float* p) { return {_mm_loadu_ps(p)}; }
    [[gnu::always_inline]] static sse2_vector repeat_four(const float* p) { return load(p); }
    [[gnu::always_inline]] static sse2_vector load_padded(const float* p, size_t n, float rest) {
        float padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(float* p) const { _mm_storeu_ps(p, value); }
    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static sse2_vector relu(sse2_vector a) {
        return {_mm_max_ps(a.value, _mm_setzero_ps())};
    }
    [[gnu::always_inline]] static sse2_vector relu_mask(sse2_vector a, sse2_vector x) {
        return {_mm_and_ps(_mm_cmpgt_ps(a.value, _mm_setzero_ps()), x.value)};
    }

    [[gnu::always_inline]] static sse2_vector keep_negative_zeros(sse2_vector seen, sse2_vector a) {
        const __m128 zeros = _mm_cmpeq_ps(a.value, _mm_setzero_ps());
        return {_mm_or_ps(seen.value, _mm_and_ps(zeros, a.value))};
    }

    [[gnu::always_inline]] static sse2_vector add(sse2_vector a, sse2_vector b) {
        return {_mm_add_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static sse2_vector multiply(sse2_vector a, sse2_vector b) {
        return {_mm_mul_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static sse2_vector multiply_add(sse2_vector a, sse2_vector b,
                                                           sse2_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            float x[lanes], y[lanes], z[lanes];
            a.store(x);
            b.store(y);
            c.store(z);
            for (size_t i = 0; i < lanes; ++i) z[i] = software_fused_multiply_add(x[i], y[i], z[i]);
            return load(z);
        } else {
            return add(multiply(a, b), c);
        }
    }
};

template <>
struct sse2_vector<double> {
    using value_type = double;
    static constexpr size_t lanes = 2;

    __m128d value;

    [[gnu::always_inline]] static sse2_vector zero() { return {_mm_setzero_pd()}; }
    [[gnu::always_inline]] static sse2_vector splat(double x) { return {_mm_set1_pd(x)}; }
    [[gnu::always_inline]] static sse2_vector load(const double* p) { return {_mm_loadu_pd(p)}; }
    [[gnu::always_inline]] static sse2_vector load_padded(const double* p, size_t n, double rest) {
        double padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(double* p) const { _mm_storeu_pd(p, value); }
    [[gnu::always_inline]] static sse2_vector relu(sse2_vector a) {
        return {_mm_max_pd(a.value, _mm_setzero_pd())};
    }
    [[gnu::always_inline]] static sse2_vector relu_mask(sse2_vector a, sse2_vector x) {
        return {_mm_and_pd(_mm_cmpgt_pd(a.value, _mm_setzero_pd()), x.value)};
    }

    [[gnu::always_inline]] static sse2_vector keep_negative_zeros(sse2_vector seen, sse2_vector a) {
        const __m128d zeros = _mm_cmpeq_pd(a.value, _mm_setzero_pd());
        return {_mm_or_pd(seen.value, _mm_and_pd(zeros, a.value))};
    }

    [[gnu::always_inline]] static sse2_vector add(sse2_vector a, sse2_vector b) {
        return {_mm_add_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static sse2_vector multiply(sse2_vector a, sse2_vector b) {
        return {_mm_mul_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static sse2_vector multiply_add(sse2_vector a, sse2_vector b,
                                                           sse2_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            double x[lanes], y[lanes], z[lanes];
            a.store(x);
            b.store(y);
            c.store(z);
            for (size_t i = 0; i < lanes; ++i) z[i] = software_fused_multiply_add(x[i], y[i], z[i]);
            return load(z);
        } else {
            return add(multiply(a, b), c);
        }
    }
};

struct sse2 {
    template <class T>
    using vector = sse2_vector<T>;
    static constexpr bool has_masks = false;
    static constexpr bool vectorizes_edges = true;
    static constexpr size_t registers = 16;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return software_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
