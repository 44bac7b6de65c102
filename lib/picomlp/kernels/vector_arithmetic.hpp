// SPDX-License-Identifier: MIT
// Whether the kernels keep subnormals.
#pragma once

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// status::ok when the float kernels keep subnormal operands and results, and
/// status::unsupported_arithmetic when they flush them to zero. The check takes a step of gradient
/// descent; check_arithmetic() (base/arithmetic_environment.hpp) tests scalar arithmetic alone.
/// Helium (Cortex-M55) and NEON on ARMv7-A flush whatever the control register says; NEON on
/// AArch64 does not. Where kernels flush, training and prediction give the bits of other targets as
/// long as no subnormal arises; a library built with -Dsimd=none always gives them.
status check_vector_arithmetic() noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
