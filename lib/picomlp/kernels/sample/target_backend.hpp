// SPDX-License-Identifier: MIT
// The backend of the kernels for one sample, where a build has only one instruction set. Each
// number type has its own, since hardware may compute with only one of them.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/sample/scalar_backend.hpp"
#include "picomlp/kernels/sample/vector_backend.hpp"
#include "picomlp/simd/dispatch/target.hpp"

#if defined(PICOMLP_TARGET_HELIUM)
#include "picomlp/kernels/sample/helium.hpp"
#define PICOMLP_TARGET_FLOAT helium
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__ARM_FEATURE_FMA) && \
    !defined(__OPTIMIZE_SIZE__)
#include "picomlp/kernels/sample/cortex_m_fpu.hpp"
#define PICOMLP_TARGET_FLOAT cortex_m_fpu
#elif defined(PICOMLP_WITHOUT_VECTORS) || defined(__OPTIMIZE_SIZE__)
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && !defined(__thumb2__) && \
    !defined(__clang__)
// clang may keep r7 as its frame pointer, and then only warns of assembly that changes it.
#include "picomlp/kernels/sample/small_cortex_m_terms.hpp"
#include "picomlp/kernels/sample/software_floats.hpp"
#define PICOMLP_SOFTWARE_TERMS small_cortex_m_terms
#elif (defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__thumb2__) && \
       !defined(__ARM_FP)) ||                                                             \
    (defined(__riscv_mul) && __riscv_xlen == 32 && !defined(__riscv_flen))
#include "picomlp/kernels/sample/software_floats.hpp"
#include "picomlp/kernels/sample/unpacked_terms.hpp"
#define PICOMLP_SOFTWARE_TERMS unpacked_terms
#elif defined(__riscv) && __riscv_xlen == 32 && defined(__riscv_flen)
#include "picomlp/kernels/sample/register_tiles.hpp"
#define PICOMLP_TARGET_FLOAT register_tiles
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct backend_of {
    using type = unrolled_backend<InstructionSet, T>;
};
template <class T>
struct backend_of<simd::scalar, T> {
    using type = scalar_backend<T>;
};
#ifdef PICOMLP_TARGET_FLOAT
template <>
struct backend_of<simd::scalar, float> {
    using type = PICOMLP_TARGET_FLOAT;
};
#undef PICOMLP_TARGET_FLOAT
#endif
#ifdef PICOMLP_SOFTWARE_TERMS
template <>
struct backend_of<simd::scalar, float> {
    using type = detail::either<profile == rounding_profile::separate,
                                software_floats<PICOMLP_SOFTWARE_TERMS>, scalar_backend<float>>;
};
#undef PICOMLP_SOFTWARE_TERMS
#endif

/// The backend of kernels for one sample and for plain arrays.
template <class T>
using target_backend = typename backend_of<simd::target_vectors, T>::type;

/// Whether kernels/sample/gemv.hpp computes a sample's W x + b. Its independent accumulators hide
/// the latency of a pipelined floating-point unit; an in-order microcontroller has none to hide.
#if (defined(__OPTIMIZE_SIZE__) && !defined(__wasm__)) ||         \
    (defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M') || \
    (defined(__riscv) && __riscv_xlen == 32)
inline constexpr bool gemv_pays = false;
#else
inline constexpr bool gemv_pays = true;
#endif

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
