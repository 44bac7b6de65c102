// A dense layer of int8 by Helium, four outputs at a time: VMLADAVA adds sixteen products to a
// register, and four sums are requantized side by side.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/kernels/dense_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// What the assembly copies to the stack, lowest address first, and what it reads once.
struct helium_frame {
    int8_t* y;
    int32_t zero_point;
    int32_t to_multipliers;  ///< bytes from a multiplier to the fourth behind it
    int32_t to_weights;      ///< from behind the last vector of a row to the fourth row behind it
    const int8_t* y_end;
    const int8_t* x;
    const int32_t* biases;
    uint32_t n;  ///< inputs

    const int8_t* w;
    int32_t lowest;
    int32_t highest;
    int32_t step;  ///< bytes to the next multiplier
};

// Registers: r0, r2, r4, r6 sums; r1, r3, r5, r7 rows of weights; r8 the sample. Sums times their
// multipliers: significands q1, shifts q2. q4 and q5 are the range, q6 and q7 how far the
// significands and the shifts are.
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
#define PICOMLP_DENSE(requantize)                   \
    "sub sp, sp, #32\n"                             \
    "ldmia r8!, {r0, r1, r2, r3, r4, r5, r6, r7}\n" \
    "stmia sp, {r0, r1, r2, r3, r4, r5, r6, r7}\n"  \
    "ldmia r8, {r1, r2, r3, r5}\n"                  \
    "movs r4, #0\n"                                 \
    "vdup.32 q4, r2\n"                              \
    "vdup.32 q5, r3\n"                              \
    "vidup.u32 q6, r4, #1\n"                        \
    "movs r4, #4\n"                                 \
    "vmul.i32 q6, q6, r5\n"                         \
    "vadd.i32 q7, q6, r4\n"                         \
    "1: ldrd r3, lr, [sp, #24]\n"                   \
    "ldr r8, [sp, #20]\n"                           \
    "ldmia r3!, {r0, r2, r4, r6}\n"                 \
    "str r3, [sp, #24]\n"                           \
    "add r3, r1, lr\n"                              \
    "add r5, r3, lr\n"                              \
    "add r7, r5, lr\n"                              \
    "dlstp.8 lr, lr\n"                              \
    "2: vldrb.8 q0, [r8], #16\n"                    \
    "vldrb.8 q1, [r1], #16\n"                       \
    "vldrb.8 q2, [r3], #16\n"                       \
    "vmladava.s8 r0, q0, q1\n"                      \
    "vldrb.8 q1, [r5], #16\n"                       \
    "vmladava.s8 r2, q0, q2\n"                      \
    "vldrb.8 q2, [r7], #16\n"                       \
    "vmladava.s8 r4, q0, q1\n"                      \
    "vmladava.s8 r6, q0, q2\n"                      \
    "letp lr, 2b\n"                                 \
    "ldmia sp, {r3, r5, r7, r8, lr}\n"              \
    "vmov q3[2], q3[0], r0, r4\n"                   \
    "vmov q3[3], q3[1], r2, r6\n"                   \
    "vldrw.u32 q1, [%[by], q6]\n"                   \
    "vldrw.u32 q2, [%[by], q7]\n"                   \
    "add %[by], %[by], r7\n"                        \
    "add r1, r1, r8\n" requantize                   \
    "vadd.i32 q3, q3, r5\n"                         \
    "vmax.s32 q3, q3, q4\n"                         \
    "vmin.s32 q3, q3, q5\n"                         \
    "vstrb.32 q3, [r3], #4\n"                       \
    "str r3, [sp]\n"                                \
    "cmp r3, lr\n"                                  \
    "bne 1b\n"                                      \
    "add sp, sp, #32\n"

/// Outputs up to frame.y_end; `by` is advanced. n > 0.
template <class Rounding>
[[gnu::always_inline]] inline void dense_blocks(const helium_frame& frame, const multiplier*& by) {
    register const helium_frame* of asm("r8") = &frame;
#define PICOMLP_OPERANDS \
    [by] "+r"(by),       \
        "+r"(of)         \
        : : "r0",        \
            "r1",        \
            "r2",        \
            "r3",        \
            "r4",        \
            "r5",        \
            "r6",        \
            "r7",        \
            "lr",        \
            "q0",        \
            "q1",        \
            "q2",        \
            "q3",        \
            "q4",        \
            "q5",        \
            "q6",        \
            "q7",        \
            "cc",        \
            "memory"
    if constexpr (rounds_twice<Rounding>) {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_double) : PICOMLP_OPERANDS);
    } else {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_single) : PICOMLP_OPERANDS);
    }
#undef PICOMLP_OPERANDS
}

#undef PICOMLP_DENSE
#undef PICOMLP_REQUANTIZE_single
#undef PICOMLP_REQUANTIZE_double

/// As detail::plain_quantized_dense(), to the last bit. Up to three outputs behind the last four
/// are computed with those before them.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_helium(const detail::quantized_dense& layer,
                                                   const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded || layer.outputs < 4) {
        return dense_by_rows<Rounding, plain_sums<1>>(layer, x, y);
    }
    const uint32_t n = layer.inputs;
    const multiplier* by = layer.multipliers;
    helium_frame frame;
    frame.y = y;
    frame.zero_point = layer.zero_point();
    frame.to_multipliers = 4 * layer.multiplier_step;
    frame.to_weights = static_cast<int32_t>(4 * n - ((n + 15) & ~15U));
    frame.y_end = y + (layer.outputs & ~3U);
    frame.x = x;
    frame.biases = layer.biases;
    frame.n = n;
    frame.w = layer.weights;
    frame.lowest = layer.lowest;
    frame.highest = layer.highest;
    frame.step = layer.multiplier_step;
    dense_blocks<Rounding>(frame, by);
    if (const uint32_t left = layer.outputs & 3; left != 0) {
        const uint32_t first = layer.outputs - 4;
        by = detail::next_multiplier(by, (static_cast<int32_t>(left) - 4) * layer.multiplier_step);
        frame.w += size_t{first} * n;
        frame.biases += first;
        frame.y += first;
        frame.y_end = frame.y + 4;
        dense_blocks<Rounding>(frame, by);
    }
    if (layer.table || layer.leaky) detail::activate_quantized<Rounding>(layer, y);
}

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
