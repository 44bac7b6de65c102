// SPDX-License-Identifier: MIT
// a*b+c with one rounding where no vector instruction does it.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// IEEE 754 fusedMultiplyAdd: a*b+c rounded once, to nearest even, for all numbers including
/// subnormals, infinities and NaN (which NaN comes out is open). In integers: tens of nanoseconds.
float software_fused_multiply_add(float a, float b, float c) noexcept;
double software_fused_multiply_add(double a, double b, double c) noexcept;

/// The processor's own instruction when the including file is compiled for one that has it, the
/// integers otherwise: the same bits.
[[gnu::always_inline]] inline float portable_fused_multiply_add(float a, float b, float c) {
#if defined(__FP_FAST_FMAF) || defined(__FMA__) || defined(__ARM_FEATURE_FMA) || \
    (defined(__riscv_flen) && __riscv_flen >= 32)
    return __builtin_fmaf(a, b, c);
#else
    return software_fused_multiply_add(a, b, c);
#endif
}

/// @copydoc portable_fused_multiply_add(float, float, float)
[[gnu::always_inline]] inline double portable_fused_multiply_add(double a, double b, double c) {
#if defined(__FP_FAST_FMA) || defined(__FMA__) || defined(__aarch64__) ||  \
    (defined(__ARM_FEATURE_FMA) && defined(__ARM_FP) && (__ARM_FP & 8)) || \
    (defined(__riscv_flen) && __riscv_flen >= 64)
    return __builtin_fma(a, b, c);
#else
    return software_fused_multiply_add(a, b, c);
#endif
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
