// What an x86 processor, and the operating system under it, can run.
#pragma once

#include "picomlp/kernels/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The widest instruction set that processor and operating system support.
instruction_set widest_x86_instruction_set() noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
