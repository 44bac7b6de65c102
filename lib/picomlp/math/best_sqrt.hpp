// The square root that suits the target, for sources that want it inline: not installed.
#pragma once

// The one place that chooses. __ARM_FP has bit 2 set for float and bit 3 for double hardware.
#if defined(__SSE2__) || defined(__aarch64__) || defined(__wasm__) || \
    (defined(__ARM_FP) && (__ARM_FP & 8)) || (defined(__riscv_flen) && __riscv_flen >= 64)
#include "picomlp/math/sqrt_builtin.hpp"
#elif (defined(__ARM_FP) && (__ARM_FP & 4)) || (defined(__riscv_flen) && __riscv_flen >= 32)
#include "picomlp/math/sqrt_builtin_single.hpp"
#else
#include "picomlp/math/sqrt_software.hpp"
#endif
