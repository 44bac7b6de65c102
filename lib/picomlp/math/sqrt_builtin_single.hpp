// Square root on a target with float hardware alone (Cortex-M4F, M33, RISC-V with the F extension).
// Included by best_sqrt.hpp alone; inline only with -fno-math-errno, else the compiler calls libm.
#pragma once

#include "picomlp/math/bits.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static inline float best_sqrt(float x) {
    const float root = __builtin_sqrtf(x);
    return unless_nan(root, root);
}
static inline double best_sqrt(double x) { return integer_sqrt(x); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
