// The one instruction set of x86-64 that a library was built for: -Dsimd=sse2, avx2 or avx512.
#pragma once

#include "picomlp/simd/instruction_set.hpp"

#if defined(__AVX512F__)
#include "picomlp/simd/avx512.hpp"
#define PICOMLP_ALONE_NAME avx512
#elif defined(__AVX2__)
#include "picomlp/simd/avx2.hpp"
#define PICOMLP_ALONE_NAME avx2
#else
#include "picomlp/simd/sse2.hpp"
#define PICOMLP_ALONE_NAME sse2
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

using alone = PICOMLP_ALONE_NAME;

inline constexpr instruction_set alone_instruction_set = instruction_set::PICOMLP_ALONE_NAME;

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_ALONE_NAME
