// max(x, 0), and what it lets pass, four numbers at a time in the core's registers: there a
// comparison costs one instruction, in the floating-point unit two. See simd/positive_part.hpp.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/ieee_layout.hpp"
#include "picomlp/simd/positive_part.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {
namespace vfp_loops {

/// z = max(z, 0) for four numbers; NaN becomes +0.
[[gnu::always_inline]] inline void keep_positive_four(float*& z) {
    asm volatile(
        "ldmia %[z], {r4, r5, r6, r8}\n"
        "cmp r4, %[infinity]\n"
        "it hi\n"
        "movhi r4, #0\n"
        "cmp r5, %[infinity]\n"
        "it hi\n"
        "movhi r5, #0\n"
        "cmp r6, %[infinity]\n"
        "it hi\n"
        "movhi r6, #0\n"
        "cmp r8, %[infinity]\n"
        "it hi\n"
        "movhi r8, #0\n"
        "stmia %[z]!, {r4, r5, r6, r8}\n"
        : [z] "+r"(z)
        : [infinity] "r"(detail::ieee_layout<float>::infinity)
        : "r4", "r5", "r6", "r8", "cc", "memory");
}

/// x = +0 where a > 0 does not hold, for four numbers.
[[gnu::always_inline]] inline void keep_where_positive_four(const float*& a, float*& x) {
#define PICOMLP_KEEP(x)     \
    "ldr r4, [%[a]], #4\n"  \
    "sub r4, r4, #1\n"      \
    "cmp r4, %[infinity]\n" \
    "it hs\n"               \
    "movhs " x ", #0\n"
    asm volatile("ldmia %[x], {r5, r6, r8, r9}\n" PICOMLP_KEEP("r5") PICOMLP_KEEP("r6")
                     PICOMLP_KEEP("r8") PICOMLP_KEEP("r9") "stmia %[x]!, {r5, r6, r8, r9}\n"
                 : [a] "+r"(a), [x] "+r"(x)
                 : [infinity] "r"(detail::ieee_layout<float>::infinity)
                 : "r4", "r5", "r6", "r8", "r9", "cc", "memory");
#undef PICOMLP_KEEP
}

}  // namespace vfp_loops
}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
