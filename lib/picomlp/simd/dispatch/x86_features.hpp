// SPDX-License-Identifier: MIT
// What an x86 processor, and the operating system under it, can run.
#pragma once

#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// Whether processor and operating system run `set`: false for one that is not x86's.
bool processor_runs(instruction_set set) noexcept;

/// The last of PICOMLP_X86_INSTRUCTION_SETS that they run.
instruction_set best_x86_instruction_set() noexcept;

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
