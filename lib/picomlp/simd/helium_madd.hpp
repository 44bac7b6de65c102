// A multiply-add of the rounding profile in the assembly of helium_rows and helium_loops.
#pragma once

#include "picomlp/base/profile.hpp"

// madd(a, b, sum) as the rounding profile says: a a vector, which may be lost, b a vector or a
// number in one of the core's registers.
#define PICOMLP_VECTOR_MADD_fused(sum, a, b) "vfma.f32 " sum ", " a ", " b "\n"
#define PICOMLP_VECTOR_MADD_separate(sum, a, b) \
    "vmul.f32 " a ", " a ", " b                 \
    "\n"                                        \
    "vadd.f32 " sum ", " sum ", " a "\n"
#define PICOMLP_VECTOR_MADD_NAMED(profile) PICOMLP_VECTOR_MADD_##profile
#define PICOMLP_VECTOR_MADD_OF(profile) PICOMLP_VECTOR_MADD_NAMED(profile)
#define PICOMLP_VECTOR_MADD PICOMLP_VECTOR_MADD_OF(PICOMLP_PROFILE)
