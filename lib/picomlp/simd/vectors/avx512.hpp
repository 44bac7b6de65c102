// SPDX-License-Identifier: MIT
// AVX-512F: sixteen floats, eight doubles.
#pragma once

#include <immintrin.h>

#include "picomlp/simd/vectors/avx2.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct avx512;

template <class T>
struct avx512_vector;

/// The lower or the upper half. (gcc 12 warns of its own function without a mask.)
template <int Which>
[[gnu::always_inline]] inline __m256d half_of(__m512d whole) {
    return _mm512_maskz_extractf64x4_pd(0xf, whole, Which);
}
template <int Which>
[[gnu::always_inline]] inline __m256 half_of(__m512 whole) {
    return _mm256_castpd_ps(half_of<Which>(_mm512_castps_pd(whole)));
}

template <>
struct avx512_vector<float> {
    using value_type = float;
    static constexpr size_t lanes = 16;

    __m512 value;

    [[gnu::always_inline]] static avx512_vector zero() { return {_mm512_setzero_ps()}; }
    [[gnu::always_inline]] static avx512_vector splat(float x) { return {_mm512_set1_ps(x)}; }
    [[gnu::always_inline]] static avx512_vector load(const float* p) {
        return {_mm512_loadu_ps(p)};
    }
    [[gnu::always_inline]] static avx512_vector load_halves(const float* low, const float* high) {
        return {_mm512_castpd_ps(_mm512_maskz_insertf64x4(
            0xff, _mm512_castps_pd(_mm512_castps256_ps512(_mm256_loadu_ps(low))),
            _mm256_castps_pd(_mm256_loadu_ps(high)), 1))};
    }
    [[gnu::always_inline]] static avx512_vector repeat_four(const float* p) {
        return {_mm512_maskz_broadcast_f32x4(first(lanes), _mm_loadu_ps(p))};
    }
    [[gnu::always_inline]] static avx512_vector load_padded(const float* p, size_t n, float rest) {
        return {_mm512_mask_loadu_ps(_mm512_set1_ps(rest), first(n), p)};
    }
    [[gnu::always_inline]] static avx512_vector load_masked(const float* p, size_t n) {
        return {_mm512_maskz_loadu_ps(first(n), p)};
    }
    [[gnu::always_inline]] void store_halves(float* low, float* high) const {
        _mm256_storeu_ps(low, half_of<0>(value));
        _mm256_storeu_ps(high, half_of<1>(value));
    }
    [[gnu::always_inline]] void store(float* p) const { _mm512_storeu_ps(p, value); }
    /// Whole pieces, which a load that follows need not wait for as it must for a masked store.
    [[gnu::always_inline]] void store_masked(float* p, size_t n) const {
        __m256 half = half_of<0>(value);
        if (n & 8) {
            _mm256_storeu_ps(p, half);
            half = half_of<1>(value);
            p += 8;
        }
        __m128 piece = _mm256_castps256_ps128(half);
        if (n & 4) {
            _mm_storeu_ps(p, piece);
            piece = _mm256_extractf128_ps(half, 1);
            p += 4;
        }
        if (n & 2) {
            _mm_storel_pi(reinterpret_cast<__m64*>(p), piece);
            piece = _mm_movehl_ps(piece, piece);
            p += 2;
        }
        if (n & 1) _mm_store_ss(p, piece);
    }
    [[gnu::always_inline]] static __mmask16 first(size_t n) {
        return static_cast<__mmask16>((1U << n) - 1);
    }
    /// Where it is not greater than +0, and for NaN, +0. (gcc 12 warns of its own _mm512_max_ps.)
    [[gnu::always_inline]] static avx512_vector relu(avx512_vector a) {
        return {_mm512_maskz_max_ps(first(lanes), a.value, _mm512_setzero_ps())};
    }
    [[gnu::always_inline]] static avx512_vector relu_mask(avx512_vector a, avx512_vector x) {
        return {_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a.value, _mm512_setzero_ps(), _CMP_GT_OQ),
                                    x.value)};
    }

    [[gnu::always_inline]] static avx512_vector keep_negative_zeros(avx512_vector seen,
                                                                    avx512_vector a) {
        // As a signed integer it is the least one. (gcc 12 warns of its own function without a
        // mask.)
        return {_mm512_castsi512_ps(_mm512_maskz_min_epi32(
            first(lanes), _mm512_castps_si512(seen.value), _mm512_castps_si512(a.value)))};
    }

    [[gnu::always_inline]] static avx512_vector add(avx512_vector a, avx512_vector b) {
        return {_mm512_add_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx512_vector multiply(avx512_vector a, avx512_vector b) {
        return {_mm512_mul_ps(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx512_vector multiply_add(avx512_vector a, avx512_vector b,
                                                             avx512_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm512_fmadd_ps(a.value, b.value, c.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

template <>
struct avx512_vector<double> {
    using value_type = double;
    static constexpr size_t lanes = 8;

    __m512d value;

    [[gnu::always_inline]] static avx512_vector zero() { return {_mm512_setzero_pd()}; }
    [[gnu::always_inline]] static avx512_vector splat(double x) { return {_mm512_set1_pd(x)}; }
    [[gnu::always_inline]] static avx512_vector load(const double* p) {
        return {_mm512_loadu_pd(p)};
    }
    [[gnu::always_inline]] static avx512_vector load_halves(const double* low, const double* high) {
        return {_mm512_maskz_insertf64x4(0xff, _mm512_castpd256_pd512(_mm256_loadu_pd(low)),
                                         _mm256_loadu_pd(high), 1)};
    }
    [[gnu::always_inline]] static avx512_vector repeat_four(const double* p) {
        return {_mm512_maskz_broadcast_f64x4(first(lanes), _mm256_loadu_pd(p))};
    }
    [[gnu::always_inline]] static avx512_vector load_padded(const double* p, size_t n,
                                                            double rest) {
        return {_mm512_mask_loadu_pd(_mm512_set1_pd(rest), first(n), p)};
    }
    [[gnu::always_inline]] static avx512_vector load_masked(const double* p, size_t n) {
        return {_mm512_maskz_loadu_pd(first(n), p)};
    }
    [[gnu::always_inline]] void store_halves(double* low, double* high) const {
        _mm256_storeu_pd(low, half_of<0>(value));
        _mm256_storeu_pd(high, half_of<1>(value));
    }
    [[gnu::always_inline]] void store(double* p) const { _mm512_storeu_pd(p, value); }
    [[gnu::always_inline]] void store_masked(double* p, size_t n) const {
        __m256d half = half_of<0>(value);
        if (n & 4) {
            _mm256_storeu_pd(p, half);
            half = half_of<1>(value);
            p += 4;
        }
        __m128d piece = _mm256_castpd256_pd128(half);
        if (n & 2) {
            _mm_storeu_pd(p, piece);
            piece = _mm256_extractf128_pd(half, 1);
            p += 2;
        }
        if (n & 1) _mm_store_sd(p, piece);
    }
    [[gnu::always_inline]] static __mmask8 first(size_t n) {
        return static_cast<__mmask8>((1U << n) - 1);
    }
    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static avx512_vector relu(avx512_vector a) {
        return {_mm512_maskz_max_pd(first(lanes), a.value, _mm512_setzero_pd())};
    }
    [[gnu::always_inline]] static avx512_vector relu_mask(avx512_vector a, avx512_vector x) {
        return {_mm512_maskz_mov_pd(_mm512_cmp_pd_mask(a.value, _mm512_setzero_pd(), _CMP_GT_OQ),
                                    x.value)};
    }

    [[gnu::always_inline]] static avx512_vector keep_negative_zeros(avx512_vector seen,
                                                                    avx512_vector a) {
        // As a signed integer it is the least one. (gcc 12 warns of its own function without a
        // mask.)
        return {_mm512_castsi512_pd(_mm512_maskz_min_epi64(
            first(lanes), _mm512_castpd_si512(seen.value), _mm512_castpd_si512(a.value)))};
    }

    [[gnu::always_inline]] static avx512_vector add(avx512_vector a, avx512_vector b) {
        return {_mm512_add_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx512_vector multiply(avx512_vector a, avx512_vector b) {
        return {_mm512_mul_pd(a.value, b.value)};
    }
    [[gnu::always_inline]] static avx512_vector multiply_add(avx512_vector a, avx512_vector b,
                                                             avx512_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm512_fmadd_pd(a.value, b.value, c.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

struct avx512 {
    template <class T>
    using vector = avx512_vector<T>;
    template <class T>
    using half_vector = avx2_vector<T>;
    static constexpr bool has_masks = true;
    static constexpr bool vectorizes_edges = true;
    static constexpr size_t registers = 32;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
