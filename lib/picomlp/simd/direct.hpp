// The instruction set of a build that has only one, by the compiler's target: chosen for each
// number type, since hardware may compute with one of them alone.
#pragma once

#include "picomlp/simd/instruction_set.hpp"
#include "picomlp/simd/one_by_one.hpp"
#include "picomlp/simd/scalar.hpp"

#if defined(__wasm_simd128__)
#include "picomlp/simd/simd128.hpp"
#define PICOMLP_DIRECT_VECTORS simd128
#define PICOMLP_DIRECT_NAME simd128
#elif defined(__OPTIMIZE_SIZE__)
#define PICOMLP_DIRECT_FLOAT one_by_one<float>
#elif defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && !defined(PICOMLP_WITHOUT_VECTORS)
#include "picomlp/simd/helium.hpp"
#define PICOMLP_DIRECT_FLOAT helium
#define PICOMLP_DIRECT_NAME helium
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__ARM_FEATURE_FMA)
#include "picomlp/simd/vfp.hpp"
#define PICOMLP_DIRECT_FLOAT vfp
#elif defined(__ARM_NEON) && !defined(PICOMLP_WITHOUT_VECTORS)
#include "picomlp/simd/neon.hpp"
#define PICOMLP_DIRECT_VECTORS neon
#define PICOMLP_DIRECT_NAME neon
#else
#define PICOMLP_DIRECT_FLOAT one_by_one<float>
#endif
#ifdef PICOMLP_DIRECT_VECTORS
#include "picomlp/simd/unrolled_walk.hpp"
#define PICOMLP_DIRECT_FLOAT unrolled_walk<PICOMLP_DIRECT_VECTORS, float>
#define PICOMLP_DIRECT_DOUBLE unrolled_walk<PICOMLP_DIRECT_VECTORS, double>
#endif
#ifndef PICOMLP_DIRECT_DOUBLE
#define PICOMLP_DIRECT_DOUBLE one_by_one<double>
#endif
#ifndef PICOMLP_DIRECT_VECTORS
#define PICOMLP_DIRECT_VECTORS scalar
#endif
#ifndef PICOMLP_DIRECT_NAME
#define PICOMLP_DIRECT_NAME scalar
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class T>
struct direct_walk;
template <>
struct direct_walk<float> {
    using type = PICOMLP_DIRECT_FLOAT;
};
template <>
struct direct_walk<double> {
    using type = PICOMLP_DIRECT_DOUBLE;
};

/// What kernels for one sample, and for plain arrays, walk by.
template <class T>
using direct = typename direct_walk<T>::type;

/// What all others compute with.
using direct_vectors = PICOMLP_DIRECT_VECTORS;

inline constexpr instruction_set direct_instruction_set = instruction_set::PICOMLP_DIRECT_NAME;

/// Whether a sample's weighted sums are found faster several at a time, by the tiles of
/// kernels/weighted_rows.hpp: where float operations wait for each other, which those of a
/// microcontroller do not.
#if (defined(__OPTIMIZE_SIZE__) && !defined(__wasm__)) ||         \
    (defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M') || \
    (defined(__riscv) && __riscv_xlen == 32)
inline constexpr bool tiles_pay = false;
#else
inline constexpr bool tiles_pay = true;
#endif

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_DIRECT_FLOAT
#undef PICOMLP_DIRECT_DOUBLE
#undef PICOMLP_DIRECT_VECTORS
#undef PICOMLP_DIRECT_NAME
