// SPDX-License-Identifier: MIT
// A dense layer of int8, compiled for each instruction set of x86-64.
#pragma once

#include "picomlp/quantized/dense.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// A kernel for each rounding.
struct dense_routines {
    detail::quantized_dense_routine double_rounding;
    detail::quantized_dense_routine single_rounding;
};

// avx2_dense and so on.
#define PICOMLP_DECLARE_ROUTINES(name) \
    [[gnu::visibility("hidden")]] extern const dense_routines name##_dense;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_ROUTINES)
#undef PICOMLP_DECLARE_ROUTINES

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
