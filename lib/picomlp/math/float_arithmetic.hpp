// Which arithmetic suits the target's floats, for functions that are written in both: not
// installed.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// The one place that chooses. A float operation that is a call costs some 50 instructions on a
// Cortex-M3 and 100 on a Cortex-M0+, most of them for taking apart and putting together.
#if (defined(__arm__) && !defined(__ARM_FP)) || (defined(__riscv_mul) && !defined(__riscv_flen))
static constexpr bool floats_are_integers = true;
#else
static constexpr bool floats_are_integers = false;
#endif

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
