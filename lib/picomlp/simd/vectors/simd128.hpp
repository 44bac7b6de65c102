// SPDX-License-Identifier: MIT
// SIMD128, the vectors of WebAssembly: four floats or two doubles, with subnormals. No fused
// multiply-add instruction.
#pragma once

#include <wasm_simd128.h>

#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct simd128;

/// What float and double have in common: one type of the compiler's for both.
template <class Vector, class T>
struct simd128_lanes {
    using value_type = T;
    static constexpr size_t lanes = 16 / sizeof(T);

    v128_t value;

    [[gnu::always_inline]] static Vector zero() { return Vector::splat(T(0)); }
    [[gnu::always_inline]] static Vector load(const T* p) { return {{wasm_v128_load(p)}}; }
    [[gnu::always_inline]] static Vector load_padded(const T* p, size_t n, T rest) {
        T padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] void store(T* p) const { wasm_v128_store(p, value); }

    [[gnu::always_inline]] static Vector multiply_add(Vector a, Vector b, Vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return fused_multiply_add(a, b, c);
        } else {
            return Vector::add(Vector::multiply(a, b), c);
        }
    }

  private:
    // Out of line on purpose: it makes `lanes` calls anyway. One more hardly counts and saves code.
    [[gnu::noinline]] static Vector fused_multiply_add(Vector a, Vector b, Vector c) {
        T x[lanes], y[lanes], z[lanes];
        a.store(x);
        b.store(y);
        c.store(z);
        for (size_t i = 0; i < lanes; ++i) z[i] = software_fused_multiply_add(x[i], y[i], z[i]);
        return load(z);
    }
};

template <class T>
struct simd128_vector;

// pmax(0, a) is a where 0 < a, otherwise the 0: also for NaN and -0, unlike max(0, a).

template <>
struct simd128_vector<float> : simd128_lanes<simd128_vector<float>, float> {
    [[gnu::always_inline]] static simd128_vector splat(float x) { return {{wasm_f32x4_splat(x)}}; }
    [[gnu::always_inline]] static simd128_vector relu(simd128_vector a) {
        return {{wasm_f32x4_pmax(zero().value, a.value)}};
    }
    [[gnu::always_inline]] static simd128_vector relu_mask(simd128_vector a, simd128_vector x) {
        return {{wasm_v128_and(wasm_f32x4_gt(a.value, zero().value), x.value)}};
    }
    [[gnu::always_inline]] static simd128_vector add(simd128_vector a, simd128_vector b) {
        return {{wasm_f32x4_add(a.value, b.value)}};
    }
    [[gnu::always_inline]] static simd128_vector multiply(simd128_vector a, simd128_vector b) {
        return {{wasm_f32x4_mul(a.value, b.value)}};
    }
};

template <>
struct simd128_vector<double> : simd128_lanes<simd128_vector<double>, double> {
    [[gnu::always_inline]] static simd128_vector splat(double x) { return {{wasm_f64x2_splat(x)}}; }
    [[gnu::always_inline]] static simd128_vector relu(simd128_vector a) {
        return {{wasm_f64x2_pmax(zero().value, a.value)}};
    }
    [[gnu::always_inline]] static simd128_vector relu_mask(simd128_vector a, simd128_vector x) {
        return {{wasm_v128_and(wasm_f64x2_gt(a.value, zero().value), x.value)}};
    }
    [[gnu::always_inline]] static simd128_vector add(simd128_vector a, simd128_vector b) {
        return {{wasm_f64x2_add(a.value, b.value)}};
    }
    [[gnu::always_inline]] static simd128_vector multiply(simd128_vector a, simd128_vector b) {
        return {{wasm_f64x2_mul(a.value, b.value)}};
    }
};

struct simd128 {
    template <class T>
    using vector = simd128_vector<T>;
    static constexpr bool has_masks = false;
    static constexpr bool vectorizes_edges = false;
    static constexpr size_t registers = 16;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return software_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
