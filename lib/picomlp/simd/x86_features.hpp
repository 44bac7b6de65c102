// What an x86 processor, and the operating system under it, can run.
#pragma once

#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// The widest instruction set that processor and operating system support.
instruction_set widest_x86_instruction_set() noexcept;

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
