// SPDX-License-Identifier: MIT
// A dense layer of int8 by Helium, four outputs at a time: VMLADAVA adds sixteen products to a
// register, and four sums are requantized side by side.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/kernels/bounded_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

// clang-format off

// Sums q3 times their multipliers: significands q1, shifts q2.
#define PICOMLP_REQUANTIZE_double \
    "vqrdmulh.s32 q3, q3, q1\n"   \
    "vshr.s32 q0, q3, #31\n"      \
    "vadd.i32 q3, q3, q0\n"       \
    "vrshl.s32 q3, q3, q2\n"
#define PICOMLP_REQUANTIZE_single \
    "movs r7, #1\n"               \
    "vmulh.s32 q3, q3, q1\n"      \
    "vadd.i32 q2, q2, r7\n"       \
    "vrshl.s32 q3, q3, q2\n"
// Zero point and range.
#define PICOMLP_FINISH       \
    "vadd.i32 q3, q3, q6\n"  \
    "vmax.s32 q3, q3, q4\n"  \
    "vmin.s32 q3, q3, q5\n"

// In: r8 the layer, r9 multipliers: of all its outputs, or a single one four times; r10 x, r12 y.
// Registers: r0, r2, r4, r6 sums; r1, r3, r5, r7 rows of weights; r8 the sample; r11 biases; r12
// the end of the blocks of four in y. q4 and q5 are the range, q6 the zero point. q7 is n; bytes
// from behind the last vector of a row to the fourth row behind it; y; bytes to the fourth
// multiplier behind. The number of outputs waits on the stack, 0 when the blocks are the last.
#define PICOMLP_DENSE(requantize)           \
    "ldr r7, [r8, #36]\n"                   \
    "ldmia r8!, {r1, r11, lr}\n"            \
    "ldmia r8, {r0, r2, r3, r4, r5, r6}\n"  \
    "push {r7}\n"                           \
    "asrs r4, r4, #1\n"                     \
    "vdup.32 q4, r5\n"                      \
    "vdup.32 q5, r6\n"                      \
    "vdup.32 q6, r4\n"                      \
    "lsls r2, r2, #2\n"                     \
    "add r3, lr, #15\n"                     \
    "bic r3, r3, #15\n"                     \
    "rsb r3, r3, lr, lsl #2\n"              \
    "bics r0, r7, #3\n"                     \
    "add r0, r12\n"                         \
    "vmov q7[2], q7[0], lr, r12\n"          \
    "vmov q7[3], q7[1], r3, r2\n"           \
    "mov r12, r0\n"                         \
    "beq 3f\n"                              \
    "1: vmov.32 lr, q7[0]\n"                \
    "mov r8, r10\n"                         \
    "ldmia r11!, {r0, r2, r4, r6}\n"        \
    "add r3, r1, lr\n"                      \
    "add r5, r3, lr\n"                      \
    "add r7, r5, lr\n"                      \
    "dlstp.8 lr, lr\n"                      \
    "2: vldrb.8 q0, [r8], #16\n"            \
    "vldrb.8 q1, [r1], #16\n"               \
    "vldrb.8 q2, [r3], #16\n"               \
    "vmladava.s8 r0, q0, q1\n"              \
    "vldrb.8 q1, [r5], #16\n"               \
    "vmladava.s8 r2, q0, q2\n"              \
    "vldrb.8 q2, [r7], #16\n"               \
    "vmladava.s8 r4, q0, q1\n"              \
    "vmladava.s8 r6, q0, q2\n"              \
    "letp lr, 2b\n"                         \
    "vmov r3, r5, q7[3], q7[1]\n"           \
    "vmov q3[2], q3[0], r0, r4\n"           \
    "vmov q3[3], q3[1], r2, r6\n"           \
    "vld20.32 {q1, q2}, [r9]\n"             \
    "add r1, r1, r3\n"                      \
    "vld21.32 {q1, q2}, [r9]\n"             \
    "add r9, r9, r5\n"                      \
    requantize                              \
    PICOMLP_FINISH                          \
    "vmov.32 r6, q7[2]\n"                   \
    "vstrb.32 q3, [r6], #4\n"               \
    "cmp r6, r12\n"                         \
    "vmov.32 q7[2], r6\n"                   \
    "bne 1b\n"                              \
    /* A single output is computed by itself, two or three behind four with those before. */ \
    "ldr r0, [sp]\n"                        \
    "ands r2, r0, #3\n"                     \
    "beq 6f\n"                              \
    "cmp r2, #1\n"                          \
    "beq 3f\n"                              \
    "rsb r2, r2, #4\n"                      \
    "vmov.32 r0, q7[0]\n"                   \
    "asrs r5, r5, #2\n"                     \
    "mls r1, r2, r0, r1\n"                  \
    "sub r11, r11, r2, lsl #2\n"            \
    "mls r9, r2, r5, r9\n"                  \
    "subs r6, r6, r2\n"                     \
    "add r12, r6, #4\n"                     \
    "vmov.32 q7[2], r6\n"                   \
    "movs r0, #0\n"                         \
    "str r0, [sp]\n"                        \
    "b 1b\n"                                \
    "3: ldr r4, [sp]\n"                     \
    "vmov r5, r12, q7[2], q7[0]\n"          \
    "vmov.32 r6, q7[3]\n"                   \
    "and r4, r4, #3\n"                      \
    "asrs r6, r6, #2\n"                     \
    "add r4, r12\n"                         \
    "4: ldr r0, [r11], #4\n"                \
    "mov r8, r10\n"                         \
    "mov r7, r1\n"                          \
    "dlstp.8 lr, r5\n"                      \
    "5: vldrb.8 q0, [r8], #16\n"            \
    "vldrb.8 q1, [r7], #16\n"               \
    "vmladava.s8 r0, q0, q1\n"              \
    "letp lr, 5b\n"                         \
    "ldrd r2, r3, [r9]\n"                   \
    "vmov.32 q3[0], r0\n"                   \
    "vdup.32 q1, r2\n"                      \
    "vdup.32 q2, r3\n"                      \
    "add r1, r1, r5\n"                      \
    "add r9, r9, r6\n"                      \
    requantize                              \
    PICOMLP_FINISH                          \
    "vmov.32 r0, q3[0]\n"                   \
    "strb r0, [r12], #1\n"                  \
    "cmp r12, r4\n"                         \
    "bne 4b\n"                              \
    "6: pop {r7}\n"

/// As detail::plain_quantized_dense(), to the last bit. Two or three outputs behind the last four
/// are computed with those before them.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_helium(const detail::quantized_dense& layer,
                                                   const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded) return detail::plain_quantized_dense<Rounding>(layer, x, y);
    multiplier repeated[4];
    register const detail::quantized_dense* r8 asm("r8") = &layer;
    register const multiplier* r9 asm("r9") = layer.multipliers;
    register const int8_t* r10 asm("r10") = x;
    register int8_t* r12 asm("r12") = y;
    if (layer.multiplier_step == 0) {
        for (multiplier& each : repeated) each = *layer.multipliers;
        r9 = repeated;
    }
#define PICOMLP_OPERANDS                                                                          \
    "+r"(r8), "+r"(r9), "+r"(r10), "+r"(r12)                                                      \
        : : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r11", "lr", "q0", "q1", "q2", "q3",  \
          "q4", "q5", "q6", "q7", "cc", "memory"
    if constexpr (rounds_twice<Rounding>) {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_double) : PICOMLP_OPERANDS);
    } else {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_single) : PICOMLP_OPERANDS);
    }
#undef PICOMLP_OPERANDS
    if (layer.has_activation) detail::activate_quantized<Rounding>(layer, y);
}

#undef PICOMLP_DENSE
#undef PICOMLP_FINISH
#undef PICOMLP_REQUANTIZE_single
#undef PICOMLP_REQUANTIZE_double

// clang-format on

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
