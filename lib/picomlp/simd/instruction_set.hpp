// SPDX-License-Identifier: MIT
// Which of the processor's instructions the library uses. Never changes a result, only its speed;
// but for subnormals, which Helium and ARMv7-A's NEON flush (kernels/vector_arithmetic.hpp).
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// The lists of instruction sets, of which all others are made: ITEM(name) for each.
// clang-format off

// Those of x86-64, which one library holds side by side. Of these the last that runs is chosen.
#define PICOMLP_X86_INSTRUCTION_SETS(ITEM)                                                        \
    ITEM(scalar)  /* one element at a time; alone on targets without vectors, or on any target */ \
                  /* by -Dsimd=none */                                                            \
    ITEM(sse2)    /* what every x86-64 has */                                                     \
    ITEM(avx2)    /* AVX2 and FMA */                                                              \
    ITEM(avx512)  /* AVX-512F */

// All: first those of x86-64, then those that are the only one of a library.
#define PICOMLP_INSTRUCTION_SETS(ITEM)                                                            \
    PICOMLP_X86_INSTRUCTION_SETS(ITEM)                                                            \
    ITEM(helium)  /* Cortex-M55: float, in kernels of its own; all else is scalar there */        \
    ITEM(neon)    /* AArch64; ARMv7-A built for it (fused: with vfpv4), where double is scalar */ \
    ITEM(simd128) /* WebAssembly */

#define PICOMLP_ENUMERATOR(name) name,
/// An instruction set of the library's kernels: the names in the list above.
enum class instruction_set : uint8_t { PICOMLP_INSTRUCTION_SETS(PICOMLP_ENUMERATOR) };
#undef PICOMLP_ENUMERATOR

#define PICOMLP_VALUE(name) instruction_set::name,
/// Every one, whether this build holds it or not.
inline constexpr instruction_set every_instruction_set[] = {PICOMLP_INSTRUCTION_SETS(PICOMLP_VALUE)};
#undef PICOMLP_VALUE
// clang-format on

/// The best instruction set that this build holds and this processor runs, or the one that
/// use_instruction_set has put in its place.
instruction_set active_instruction_set() noexcept;

/// True when this build holds kernels for `set` and this processor can run them.
bool supports(instruction_set set) noexcept;

/// Makes every later call in the process use `set`: for tests and benchmarks. Returns
/// status::bad_argument, and changes nothing, unless supports(set). Safe to call from any thread.
status use_instruction_set(instruction_set set) noexcept;

/// The enumerator's own name, like "avx2"; "unknown" for any other value.
const char* name_of(instruction_set set) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
