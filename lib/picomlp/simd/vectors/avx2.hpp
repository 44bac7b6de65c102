// SPDX-License-Identifier: MIT
// AVX2 with FMA: eight floats, four doubles.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct avx2;

template <class T>
struct avx2_vector;

/// The first n < 8 words of a mask are set.
[[gnu::always_inline]] inline __m256i avx2_mask(size_t n) {
    alignas(32) static constexpr int32_t words[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(words + 8 - n));
}

template <>
struct avx2_vector<float> {
    using value_type = float;
    static constexpr size_t lanes = 8;

    __m256 value;

    [[gnu::always_inline]] static avx2_vector zero() { return {_mm256_setzero_ps()}; }
    [[gnu::always_inline]] static avx2_vector splat(float x) { return {_mm256_set1_ps(x)}; }
    [[gnu::always_inline]] static avx2_vector load(const float* p) { return {_mm256_loadu_ps(p)}; }
    [[gnu::always_inline]] static avx2_vector load_halves(const float* low, const float* high) {
        return {
            _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(low)), _mm_loadu_ps(high), 1)};
    }
    [[gnu::always_inline]] static avx2_vector repeat_four(const float* p) {
        return {_mm256_broadcast_ps(reinterpret_cast<const __m128*>(p))};
    }
    [[gnu::always_inline]] static avx2_vector load_padded(const float* p, size_t n, float rest) {
        const __m256i mask = avx2_mask(n);
        return {_mm256_blendv_ps(_mm256_set1_ps(rest), _mm256_maskload_ps(p, mask),
                                 _mm256_castsi256_ps(mask))};
    }
    [[gnu::always_inline]] static avx2_vector load_masked(const float* p, size_t n) {
        return {_mm256_maskload_ps(p, avx2_mask(n))};
    }
    [[gnu::always_inline]] void store_halves(float* low, float* high) const {
        _mm_storeu_ps(low, _mm256_castps256_ps128(value));
        _mm_storeu_ps(high, _mm256_extractf128_ps(value, 1));
    }
    [[gnu::always_inline]] void store(float* p) const { _mm256_storeu_ps(p, value); }
    /// Whole pieces, which a load that follows need not wait for as it must for a masked store.
    [[gnu::always_inline]] void store_masked(float* p, size_t n) const {
        __m128 piece = _mm256_castps256_ps128(value);
        if (n & 4) {
            _mm_storeu_ps(p, piece);
            piece = _mm256_extractf128_ps(value, 1);
            p += 4;
        }
        if (n & 2) {
            _mm_storel_pi(reinterpret_cast<__m64*>(p), piece);
            piece = _mm_movehl_ps(piece, piece);
            p += 2;
        }
        if (n & 1) _mm_store_ss(p, piece);
    }
    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static avx2_vector relu(avx2_vector a) {
        return {_mm256_max_ps(a.value, _mm256_setzero_ps())};
    }
    [[gnu::always_inline]] static avx2_vector relu_mask(avx2_vector a, avx2_vector x) {
        return {_mm256_and_ps(_mm256_cmp_ps(a.value, _mm256_setzero_ps(), _CMP_GT_OQ), x.value)};
    }

    [[gnu::always_inline]] static avx2_vector keep_negative_zeros(avx2_vector seen, avx2_vector a) {
        // As a signed integer it is the least one.
        return {_mm256_castsi256_ps(
            _mm256_min_epi32(_mm256_castps_si256(seen.value), _mm256_castps_si256(a.value)))};
    }

    [[gnu::always_inline]] static avx2_vector add(avx2_vector a, avx2_vector b) {
        return {_mm256_add_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx2_vector multiply(avx2_vector a, avx2_vector b) {
        return {_mm256_mul_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx2_vector multiply_add(avx2_vector a, avx2_vector b,
                                                           avx2_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm256_fmadd_ps(a.value, b.value, c.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

template <>
struct avx2_vector<double> {
    using value_type = double;
    static constexpr size_t lanes = 4;

    __m256d value;

    [[gnu::always_inline]] static avx2_vector zero() { return {_mm256_setzero_pd()}; }
    [[gnu::always_inline]] static avx2_vector splat(double x) { return {_mm256_set1_pd(x)}; }
    [[gnu::always_inline]] static avx2_vector load(const double* p) { return {_mm256_loadu_pd(p)}; }
    [[gnu::always_inline]] static avx2_vector load_halves(const double* low, const double* high) {
        return {
            _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(low)), _mm_loadu_pd(high), 1)};
    }
    [[gnu::always_inline]] static avx2_vector repeat_four(const double* p) { return load(p); }
    [[gnu::always_inline]] static avx2_vector load_padded(const double* p, size_t n, double rest) {
        const __m256i mask = avx2_mask(2 * n);
        return {_mm256_blendv_pd(_mm256_set1_pd(rest), _mm256_maskload_pd(p, mask),
                                 _mm256_castsi256_pd(mask))};
    }
    [[gnu::always_inline]] static avx2_vector load_masked(const double* p, size_t n) {
        return {_mm256_maskload_pd(p, avx2_mask(2 * n))};
    }
    [[gnu::always_inline]] void store_halves(double* low, double* high) const {
        _mm_storeu_pd(low, _mm256_castpd256_pd128(value));
        _mm_storeu_pd(high, _mm256_extractf128_pd(value, 1));
    }
    [[gnu::always_inline]] void store(double* p) const { _mm256_storeu_pd(p, value); }
    [[gnu::always_inline]] void store_masked(double* p, size_t n) const {
        __m128d piece = _mm256_castpd256_pd128(value);
        if (n & 2) {
            _mm_storeu_pd(p, piece);
            piece = _mm256_extractf128_pd(value, 1);
            p += 2;
        }
        if (n & 1) _mm_store_sd(p, piece);
    }
    [[gnu::always_inline]] static avx2_vector relu(avx2_vector a) {
        return {_mm256_max_pd(a.value, _mm256_setzero_pd())};
    }
    [[gnu::always_inline]] static avx2_vector relu_mask(avx2_vector a, avx2_vector x) {
        return {_mm256_and_pd(_mm256_cmp_pd(a.value, _mm256_setzero_pd(), _CMP_GT_OQ), x.value)};
    }

    [[gnu::always_inline]] static avx2_vector keep_negative_zeros(avx2_vector seen, avx2_vector a) {
        const __m256d zeros = _mm256_cmp_pd(a.value, _mm256_setzero_pd(), _CMP_EQ_OQ);
        return {_mm256_or_pd(seen.value, _mm256_and_pd(zeros, a.value))};
    }

    [[gnu::always_inline]] static avx2_vector add(avx2_vector a, avx2_vector b) {
        return {_mm256_add_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx2_vector multiply(avx2_vector a, avx2_vector b) {
        return {_mm256_mul_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx2_vector multiply_add(avx2_vector a, avx2_vector b,
                                                           avx2_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm256_fmadd_pd(a.value, b.value, c.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

struct avx2 {
    template <class T>
    using vector = avx2_vector<T>;
    static constexpr bool has_masks = true;
    static constexpr bool vectorizes_edges = true;
    static constexpr size_t registers = 16;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
