// SPDX-License-Identifier: MIT
// A hint to compilers about vectors that are used several times.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Keeps a vector in a register between its uses. On x86-64 a compiler would rather name the place
/// in memory in every instruction that uses it, and there are fewer loads than multiply-adds in a
/// cycle. Changes no bit.
template <class Vector>
[[gnu::always_inline]] inline void keep_in_register([[maybe_unused]] Vector& x) {
#if defined(PICOMLP_X86_VECTORS)
    __asm__("" : "+v"(x.value));
#endif
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
