// The vectors of a build that has only one instruction set, by the compiler's target.
#pragma once

#include "picomlp/simd/instruction_set.hpp"
#include "picomlp/simd/scalar.hpp"

#if defined(__wasm_simd128__)
#include "picomlp/simd/simd128.hpp"
#define PICOMLP_DIRECT_VECTORS simd128
#elif defined(__OPTIMIZE_SIZE__) || defined(PICOMLP_WITHOUT_VECTORS)
#elif defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)
// Helium's vectors hold float alone, and only some kernels have a form for them.
#define PICOMLP_DIRECT_NAME helium
#define PICOMLP_DIRECT_HELIUM
#elif defined(__ARM_NEON)
#include "picomlp/simd/neon.hpp"
#define PICOMLP_DIRECT_VECTORS neon
#endif
#ifndef PICOMLP_DIRECT_VECTORS
#define PICOMLP_DIRECT_VECTORS scalar
#endif
#ifndef PICOMLP_DIRECT_NAME
#define PICOMLP_DIRECT_NAME PICOMLP_DIRECT_VECTORS
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// The vectors of both number types: scalar where only one of them has any.
using direct_vectors = PICOMLP_DIRECT_VECTORS;

inline constexpr instruction_set direct_instruction_set = instruction_set::PICOMLP_DIRECT_NAME;

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_DIRECT_VECTORS
#undef PICOMLP_DIRECT_NAME
