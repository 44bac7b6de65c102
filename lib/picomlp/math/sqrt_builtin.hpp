// Square root by the instructions of a target with float and double hardware (x86 with SSE2,
// AArch64, ARM with a double-precision FPU, RISC-V with the D extension). Included by best_sqrt.hpp
// alone; inline only with -fno-math-errno, else the compiler calls libm. A loop of these goes along
// vectors.
#pragma once

#include "picomlp/math/bits.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static inline float best_sqrt(float x) {
    const float root = __builtin_sqrtf(x);
    return unless_nan(root, root);
}
static inline double best_sqrt(double x) {
    const double root = __builtin_sqrt(x);
    return unless_nan(root, root);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
