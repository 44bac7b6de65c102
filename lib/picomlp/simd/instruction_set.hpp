// Which of the processor's instructions the library uses. Never changes a result, only its speed;
// but for subnormals, which Helium and ARMv7-A's NEON flush (kernels/vector_arithmetic.hpp).
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

enum class instruction_set : uint8_t {
    scalar,   ///< one element at a time: beside the others on x86-64, alone on targets without
              ///< vectors; -Dsimd=none builds it for any target
    sse2,     ///< x86-64
    avx2,     ///< x86 with AVX2 and FMA
    avx512,   ///< x86 with AVX-512F
    helium,   ///< Cortex-M55: float, one sample at a time; all else is scalar there
    neon,     ///< AArch64; ARMv7-A built for it (fused: with vfpv4), where double is scalar
    simd128,  ///< WebAssembly
};

/// The best instruction set that this build holds and this processor runs, or the one that
/// use_instruction_set has put in its place.
instruction_set active_instruction_set() noexcept;

/// True when this build holds kernels for `set` and this processor can run them.
bool supports(instruction_set set) noexcept;

/// Makes every later call in the process use `set`: for tests and benchmarks. Returns
/// status::bad_argument, and changes nothing, unless supports(set). Safe to call from any thread.
status use_instruction_set(instruction_set set) noexcept;

/// "scalar", "sse2", "avx2", "avx512", "helium", "neon" or "simd128".
const char* name_of(instruction_set set) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
