// Which instructions suit the target's floats, for functions that are written in several ways, with
// the same bits: not installed.
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

// A Cortex-M's floating-point unit hands over the outcome of a comparison by an instruction more,
// and has its constants from memory.
#if defined(__OPTIMIZE_SIZE__) || \
    (defined(__ARM_FP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M')
static constexpr bool bits_are_compared = true;
#else
static constexpr bool bits_are_compared = false;
#endif

// Whether the least code is wanted.
#if defined(__OPTIMIZE_SIZE__)
static constexpr bool code_is_small = true;
#else
static constexpr bool code_is_small = false;
#endif

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
