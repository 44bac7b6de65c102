// AVX2 with FMA: eight floats, four doubles.
#pragma once

#include <immintrin.h>

#include "picomlp/simd/single.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct avx2;

template <class T>
struct avx2_vector;

template <>
struct avx2_vector<float> {
    using value_type = float;
    static constexpr size_t lanes = 8;

    __m256 value;

    [[gnu::always_inline]] static avx2_vector zero() { return {_mm256_setzero_ps()}; }
    [[gnu::always_inline]] static avx2_vector splat(float x) { return {_mm256_set1_ps(x)}; }
    [[gnu::always_inline]] static avx2_vector load(const float* p) { return {_mm256_loadu_ps(p)}; }
    [[gnu::always_inline]] static avx2_vector load_partial(const float* p, size_t n, float rest) {
        float padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(float* p) const { _mm256_storeu_ps(p, value); }

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
    [[gnu::always_inline]] static avx2_vector load_partial(const double* p, size_t n, double rest) {
        double padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(double* p) const { _mm256_storeu_pd(p, value); }

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

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
