// AVX-512F: sixteen floats, eight doubles.
#pragma once

#include <immintrin.h>

#include "picomlp/simd/single.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct avx512;

template <class T>
struct avx512_vector;

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
    [[gnu::always_inline]] static avx512_vector load_partial(const float* p, size_t n, float rest) {
        float padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(float* p) const { _mm512_storeu_ps(p, value); }

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
    [[gnu::always_inline]] static avx512_vector load_partial(const double* p, size_t n,
                                                             double rest) {
        double padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(double* p) const { _mm512_storeu_pd(p, value); }

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
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
