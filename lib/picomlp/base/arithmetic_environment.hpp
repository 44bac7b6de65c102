// SPDX-License-Identifier: MIT
// Checks of the processor's floating-point settings: rounding and subnormals.
#pragma once

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// status::ok when the calling thread rounds to nearest, ties to even, and keeps subnormal operands
/// and results; status::unsupported_arithmetic when it does not. The library never changes these
/// settings. With others it still works, but its results have other bits.
///
/// Call it once at start-up; a program that computes with double calls check_double_arithmetic().
/// The usual causes of a failure: on x86, gcc (up to version 12) and clang link a start-up routine
/// that flushes subnormals into every program *linked* with -Ofast or -ffast-math; ARM start-up
/// code sets FPSCR.FZ; a thread has called fesetround.
///
/// The check computes with scalar floats. Scalar float arithmetic shares its control register with
/// double on every supported target. A vector unit that flushes whatever the control register says
/// goes unnoticed; check_vector_arithmetic() (kernels/vector_arithmetic.hpp) finds it.
status check_arithmetic() noexcept;

/// The same for a program that computes with double. The promise of the same bits holds for double
/// where this returns status::ok. It also returns status::unsupported_arithmetic where the
/// compiler's own routines, which compute double on a processor without double hardware, are known
/// to round wrongly. Those of libgcc 12 do for Thumb-2 (Cortex-M3, M4F, M7 and M33 with single
/// precision): when the exponents are 33 apart and the difference falls below a power of two, its
/// last bit can be wrong; 1 - 0x1.0fd7d6cfe7058p-33 is an example. This function links double
/// arithmetic into the program; check_arithmetic() does not.
status check_double_arithmetic() noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
