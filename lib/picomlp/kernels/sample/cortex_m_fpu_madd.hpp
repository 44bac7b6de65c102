// A multiply-add of the rounding profile in the assembly of cortex_m_fpu_loops and
// cortex_m_fpu_narrow.
#pragma once

#include "picomlp/base/profile.hpp"

// madd(a, b, sum) as the rounding profile says; b may be lost.
#define PICOMLP_MADD_fused(sum, a, b) "vfma.f32 " sum ", " a ", " b "\n"
#define PICOMLP_MADD_separate(sum, a, b) \
    "vmul.f32 " b ", " a ", " b          \
    "\n"                                 \
    "vadd.f32 " sum ", " sum ", " b "\n"
#define PICOMLP_MADD_NAMED(profile) PICOMLP_MADD_##profile
#define PICOMLP_MADD_OF(profile) PICOMLP_MADD_NAMED(profile)
#define PICOMLP_MADD PICOMLP_MADD_OF(PICOMLP_PROFILE)
