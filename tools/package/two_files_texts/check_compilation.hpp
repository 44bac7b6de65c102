// SPDX-License-Identifier: MIT
// Have the compiler's flags kept the bits? Of the two files alone: Meson's build sets its own
// flags.

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// status::ok when the library computes what it does everywhere. Call it once at start-up.
///
/// status::failed_self_test: a*b+c, a sum or a division is not rounded operation by operation, or a
/// short training gives other parameters: compile picomlp.cpp without -ffp-contract=fast,
/// -funsafe-math-optimizations and the like. Else what check_arithmetic() says of the processor.
status check_compilation() noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
