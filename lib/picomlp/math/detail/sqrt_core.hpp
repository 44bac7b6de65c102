// SPDX-License-Identifier: MIT
// The square root, by an instruction where the target has one.
#pragma once

#include "picomlp/math/detail/float_operations.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// Whether the target has an instruction. __ARM_FP has bit 2 set for float and bit 3 for double.
#if defined(__SSE2__) || defined(__aarch64__) || defined(__wasm__) || defined(__s390x__) || \
    (defined(__ARM_FP) && (__ARM_FP & 8)) || (defined(__riscv_flen) && __riscv_flen >= 64)
static constexpr bool has_float_sqrt = true;
static constexpr bool has_double_sqrt = true;
#elif (defined(__ARM_FP) && (__ARM_FP & 4)) || (defined(__riscv_flen) && __riscv_flen >= 32)
static constexpr bool has_float_sqrt = true;
static constexpr bool has_double_sqrt = false;
#else
static constexpr bool has_float_sqrt = false;
static constexpr bool has_double_sqrt = false;
#endif

/// sqrt(x) by the target's instruction, else in integers. The builtins need -fno-math-errno:
/// without it the compiler calls libm. A compiler can vectorise a loop of them.
static inline float sqrt_element(float x) {
    if constexpr (has_float_sqrt) {
        const float root = __builtin_sqrtf(x);
        return unless_nan(root, root);
    } else {
        return integer_sqrt(x);
    }
}
static inline double sqrt_element(double x) {
    if constexpr (has_double_sqrt) {
        const double root = __builtin_sqrt(x);
        return unless_nan(root, root);
    } else {
        return integer_sqrt(x);
    }
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
