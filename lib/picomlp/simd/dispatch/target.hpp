// SPDX-License-Identifier: MIT
// The vectors of a build that has only one instruction set, by the compiler's target.
#pragma once

#include "picomlp/simd/instruction_set.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

#if defined(__wasm_simd128__)
#include "picomlp/simd/vectors/simd128.hpp"
#define PICOMLP_TARGET_VECTORS simd128
#elif defined(__OPTIMIZE_SIZE__) || defined(PICOMLP_WITHOUT_VECTORS)
#elif defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)
// Helium's vectors hold float alone, and only some kernels have a form for them.
#define PICOMLP_TARGET_NAME helium
#define PICOMLP_TARGET_HELIUM
#elif defined(__ARM_NEON)
#include "picomlp/simd/vectors/neon.hpp"
#define PICOMLP_TARGET_VECTORS neon
#endif
#ifndef PICOMLP_TARGET_VECTORS
#define PICOMLP_TARGET_VECTORS scalar
#endif
#ifndef PICOMLP_TARGET_NAME
#define PICOMLP_TARGET_NAME PICOMLP_TARGET_VECTORS
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// The vectors of both number types: scalar where only one of them has any.
using target_vectors = PICOMLP_TARGET_VECTORS;

inline constexpr instruction_set target_instruction_set = instruction_set::PICOMLP_TARGET_NAME;

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_TARGET_VECTORS
#undef PICOMLP_TARGET_NAME
