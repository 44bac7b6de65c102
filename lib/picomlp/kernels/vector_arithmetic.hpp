// Whether the arithmetic that the kernels are made of keeps subnormals.
#pragma once

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What check_arithmetic() (base/arithmetic_environment.hpp) cannot see: status::ok when the
/// kernels of float keep subnormal operands and results, status::unsupported_arithmetic when they
/// do not, found by a step of descent. So it is with Helium (Cortex-M55) and with NEON on ARMv7-A,
/// whose vectors flush subnormals whatever the control register says; on AArch64 NEON keeps them.
/// Training and prediction then give the bits of other targets as long as no subnormal arises; a
/// library built with -Dsimd=none gives them always.
status check_vector_arithmetic() noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
