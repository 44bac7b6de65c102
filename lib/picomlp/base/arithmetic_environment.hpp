// Whether the processor's floating-point settings are those that the library's promises rest on.
#pragma once

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// status::ok when the calling thread rounds to nearest, ties to even, and keeps subnormal operands
/// and results; status::unsupported_arithmetic when it does not. The library never changes these
/// settings, so that they are the caller's to keep; without them it still works, to other bits.
///
/// Worth one call at start-up (of a program that computes with double: check_double_arithmetic()).
/// The usual culprits: gcc (up to version 12) and clang link a start-up
/// routine that flushes subnormals into every x86 program *linked* with -Ofast or -ffast-math; ARM
/// start-up code that sets FPSCR.FZ; a thread that called fesetround.
///
/// Tried out on scalar float arithmetic, which shares its control register with double on every
/// supported target. It cannot see a vector unit that always flushes, whatever the control register
/// says: check_vector_arithmetic() (kernels/vector_arithmetic.hpp) does.
status check_arithmetic() noexcept;

/// The same for a program that computes with double, and where the promise of the same bits holds
/// for double: where this returns status::ok. status::unsupported_arithmetic also when double
/// arithmetic, done by the compiler's own routines on a processor without double hardware, is known
/// to round wrongly. So do those of libgcc 12 for Thumb-2 (Cortex-M3, M4F, M7 and M33 with single
/// precision): where exponents are 33 apart and the difference falls below a power of two, its last
/// bit can be wrong, as that of 1 - 0x1.0fd7d6cfe7058p-33 is. Brings double arithmetic into the
/// program; check_arithmetic() does not.
status check_double_arithmetic() noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
