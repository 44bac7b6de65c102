// SPDX-License-Identifier: MIT
// NEON, the vectors of AArch64 and of most ARMv7-A: four floats and, on AArch64, two doubles.
//
// AArch64 computes floats as everywhere. On ARMv7-A (and AArch32) sums, products and multiply-adds
// of them flush subnormals, whatever the control register says: results are those of other targets
// as long as none arises (lib/README.md). Moves and the positive part keep them there too.
#pragma once

#include <arm_neon.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class T>
struct neon_vector;

template <>
struct neon_vector<float> {
    using value_type = float;
    static constexpr size_t lanes = 4;

    float32x4_t value;

    [[gnu::always_inline]] static neon_vector zero() { return splat(0.0F); }
    [[gnu::always_inline]] static neon_vector splat(float x) { return {vdupq_n_f32(x)}; }
    [[gnu::always_inline]] static neon_vector load(const float* p) { return {vld1q_f32(p)}; }
    [[gnu::always_inline]] static neon_vector load_padded(const float* p, size_t n, float rest) {
        float padded[lanes];
        for (size_t i = 0; i < lanes; ++i) padded[i] = i < n ? p[i] : rest;
        return load(padded);
    }
    [[gnu::always_inline]] static neon_vector repeat_four(const float* p) { return load(p); }
    [[gnu::always_inline]] void store(float* p) const { vst1q_f32(p, value); }

    // By bits: from +0 up to +infinity they count upwards, all other numbers have larger ones.
    [[gnu::always_inline]] static neon_vector relu(neon_vector a) {
        const uint32x4_t bits = vreinterpretq_u32_f32(a.value);
        return masked(vcleq_u32(bits, vdupq_n_u32(infinity)), a);
    }
    [[gnu::always_inline]] static neon_vector relu_mask(neon_vector a, neon_vector x) {
        const uint32x4_t bits = vreinterpretq_u32_f32(a.value);
        return masked(vcltq_u32(vsubq_u32(bits, vdupq_n_u32(1)), vdupq_n_u32(infinity)), x);
    }

    [[gnu::always_inline]] static neon_vector add(neon_vector a, neon_vector b) {
        return {vaddq_f32(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply(neon_vector a, neon_vector b) {
        return {vmulq_f32(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply_add(neon_vector a, neon_vector b,
                                                           neon_vector c) {
        if constexpr (profile == rounding_profile::fused) {
#if defined(__ARM_FEATURE_FMA)
            return {vfmaq_f32(c.value, a.value, b.value)};
#else
            static_assert(profile == rounding_profile::separate,
                          "picomlp: this NEON rounds twice; define PICOMLP_WITHOUT_VECTORS");
#endif
        } else {
            // Rounds the product, and then the sum.
            return {vmlaq_f32(c.value, a.value, b.value)};
        }
    }

  private:
    static constexpr uint32_t infinity = detail::ieee_layout<float>::infinity;

    /// x where the bits are set, +0 where they are not.
    [[gnu::always_inline]] static neon_vector masked(uint32x4_t mask, neon_vector x) {
        return {vreinterpretq_f32_u32(vandq_u32(mask, vreinterpretq_u32_f32(x.value)))};
    }
};

#if defined(__aarch64__)

template <>
struct neon_vector<double> {
    using value_type = double;
    static constexpr size_t lanes = 2;

    float64x2_t value;

    [[gnu::always_inline]] static neon_vector zero() { return splat(0.0); }
    [[gnu::always_inline]] static neon_vector splat(double x) { return {vdupq_n_f64(x)}; }
    [[gnu::always_inline]] static neon_vector load(const double* p) { return {vld1q_f64(p)}; }
    [[gnu::always_inline]] static neon_vector load_padded(const double* p, size_t n, double rest) {
        return {vsetq_lane_f64(n > 0 ? *p : rest, vdupq_n_f64(rest), 0)};
    }
    [[gnu::always_inline]] void store(double* p) const { vst1q_f64(p, value); }

    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static neon_vector relu(neon_vector a) { return relu_mask(a, a); }
    [[gnu::always_inline]] static neon_vector relu_mask(neon_vector a, neon_vector x) {
        const uint64x2_t mask = vcgtzq_f64(a.value);
        return {vreinterpretq_f64_u64(vandq_u64(mask, vreinterpretq_u64_f64(x.value)))};
    }

    [[gnu::always_inline]] static neon_vector add(neon_vector a, neon_vector b) {
        return {vaddq_f64(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply(neon_vector a, neon_vector b) {
        return {vmulq_f64(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply_add(neon_vector a, neon_vector b,
                                                           neon_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {vfmaq_f64(c.value, a.value, b.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

#endif

struct neon;

template <class T>
struct neon_vector_of {
    using type = neon_vector<T>;
};
#if !defined(__aarch64__)
template <>
struct neon_vector_of<double> {
    using type = scalar_vector<neon, double>;
};
#endif

struct neon {
    template <class T>
    using vector = typename neon_vector_of<T>::type;
    static constexpr bool has_masks = false;
    static constexpr bool vectorizes_edges = true;
#if defined(__aarch64__)
    static constexpr size_t registers = 32;
#else
    static constexpr size_t registers = 16;
#endif

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
