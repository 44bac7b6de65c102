// SPDX-License-Identifier: MIT
// Four neighbouring elements, for sums by four accumulators: in as many vectors as they fill, or in
// a shorter vector where an instruction set's own hold more.
#pragma once

#include <stddef.h>

#if defined(__FMA__)
#include <immintrin.h>
#endif

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// It offers parts, the number of vectors; and zero(), load(p), store(p) and multiply_add(a, b, c)
/// as simd/vectors/scalar.hpp says.
template <class InstructionSet, class T,
          bool Shorter = (InstructionSet::template vector<T>::lanes > 4)>
struct four_lanes {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t parts = 4 / vector::lanes;

    vector part[parts];

    [[gnu::always_inline]] static four_lanes zero() {
        four_lanes made;
        for (size_t k = 0; k < parts; ++k) made.part[k] = vector::zero();
        return made;
    }
    [[gnu::always_inline]] static four_lanes load(const T* p) {
        four_lanes made;
        for (size_t k = 0; k < parts; ++k) made.part[k] = vector::load(p + k * vector::lanes);
        return made;
    }
    [[gnu::always_inline]] void store(T* p) const {
        for (size_t k = 0; k < parts; ++k) part[k].store(p + k * vector::lanes);
    }
    [[gnu::always_inline]] static four_lanes multiply_add(const four_lanes& a, const four_lanes& b,
                                                          const four_lanes& c) {
        four_lanes made;
        for (size_t k = 0; k < parts; ++k) {
            made.part[k] = vector::multiply_add(a.part[k], b.part[k], c.part[k]);
        }
        return made;
    }
};

#if defined(__FMA__)

template <class InstructionSet>
struct four_lanes<InstructionSet, float, true> {
    static constexpr size_t parts = 1;

    __m128 value;

    [[gnu::always_inline]] static four_lanes zero() { return {_mm_setzero_ps()}; }
    [[gnu::always_inline]] static four_lanes load(const float* p) { return {_mm_loadu_ps(p)}; }
    [[gnu::always_inline]] void store(float* p) const { _mm_storeu_ps(p, value); }
    [[gnu::always_inline]] static four_lanes multiply_add(four_lanes a, four_lanes b,
                                                          four_lanes c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm_fmadd_ps(a.value, b.value, c.value)};
        } else {
            return {_mm_add_ps(_mm_mul_ps(a.value, b.value), c.value)};
        }
    }
};

template <class InstructionSet>
struct four_lanes<InstructionSet, double, true> {
    static constexpr size_t parts = 1;

    __m256d value;

    [[gnu::always_inline]] static four_lanes zero() { return {_mm256_setzero_pd()}; }
    [[gnu::always_inline]] static four_lanes load(const double* p) { return {_mm256_loadu_pd(p)}; }
    [[gnu::always_inline]] void store(double* p) const { _mm256_storeu_pd(p, value); }
    [[gnu::always_inline]] static four_lanes multiply_add(four_lanes a, four_lanes b,
                                                          four_lanes c) {
        if constexpr (profile == rounding_profile::fused) {
            return {_mm256_fmadd_pd(a.value, b.value, c.value)};
        } else {
            return {_mm256_add_pd(_mm256_mul_pd(a.value, b.value), c.value)};
        }
    }
};

#endif

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
