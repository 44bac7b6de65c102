// SPDX-License-Identifier: MIT
// Four floats with any instruction set of x86-64, for rows so short that longer vectors would be
// mostly empty. Spreading a lane takes one cycle; across the halves of a longer vector it takes
// four.
#pragma once

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// x86's, compiled for InstructionSet.
template <class InstructionSet>
struct four_floats {
    static constexpr size_t lanes = 4;
    /// Whether the instruction set has multiply_add() as the rounding profile says.
#if defined(__FMA__)
    static constexpr bool has_multiply_add = true;
#else
    static constexpr bool has_multiply_add = profile != rounding_profile::fused;
#endif

    __m128 value;

    [[gnu::always_inline]] static four_floats zero() { return {_mm_setzero_ps()}; }
    [[gnu::always_inline]] static four_floats splat(float x) { return {_mm_set1_ps(x)}; }
    [[gnu::always_inline]] static four_floats load(const float* p) { return {_mm_loadu_ps(p)}; }
    /// The first n elements, 1 to 4, and zeros.
    [[gnu::always_inline]] static four_floats load_first(const float* p, size_t n) {
#if defined(__AVX__)
        alignas(32) static constexpr int32_t words[8] = {-1, -1, -1, -1};
        return {_mm_maskload_ps(
            p, _mm_loadu_si128(reinterpret_cast<const __m128i*>(words + lanes - n)))};
#else
        if (n == 4) return load(p);
        if (n == 1) return {_mm_load_ss(p)};
        const __m128 two = _mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
        return {n == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(p + 2))};
#endif
    }
    [[gnu::always_inline]] void store_first(float* p, size_t n) const {
        if (n == 4) return _mm_storeu_ps(p, value);
        if (n == 1) return _mm_store_ss(p, value);
        _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_castps_si128(value));
        if (n == 3) _mm_store_ss(p + 2, _mm_movehl_ps(value, value));
    }

    [[gnu::always_inline]] float first() const { return _mm_cvtss_f32(value); }
    template <int Lane>
    [[gnu::always_inline]] four_floats splat_lane() const {
        return {_mm_shuffle_ps(value, value, Lane * 0x55)};
    }

    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static four_floats relu(four_floats a) {
        return {_mm_max_ps(a.value, _mm_setzero_ps())};
    }
    [[gnu::always_inline]] static four_floats add(four_floats a, four_floats b) {
        return {_mm_add_ps(a.value, b.value)};
    }
    /// a*b+c as the rounding profile says, where has_multiply_add.
    [[gnu::always_inline]] static four_floats multiply_add(four_floats a, four_floats b,
                                                           four_floats c) {
#if defined(__FMA__)
        if constexpr (profile == rounding_profile::fused)
            return {_mm_fmadd_ps(a.value, b.value, c.value)};
#endif
        return {_mm_add_ps(_mm_mul_ps(a.value, b.value), c.value)};
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
