// SPDX-License-Identifier: MIT
// A part of cortex_m_dsp.hpp: the layer for size. One loop over fours of inputs, one over the rest,
// one that requantizes.
#pragma once

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

// clang-format off

// In: r0 y, r1 x, r2 the end of its fours, r3 its end, r4 the layer, r9 fifteen words of memory:
//      0 layer
//      4 weights   of the next outputs
//      8 biases
//     12 distance  of rows: n, or 0 for a single output, which is then computed four times
//     16 x, and the ends of its fours and of all
//     28 y
//     32 by, step
//     40 count     of outputs of a block: 4, or 1
//     44 offset, lowest, highest
//     56 y_end     of blocks with this count
#define PICOMLP_DENSE(requantize)             \
    "ldr r12, [r4, #36]\n"                    \
    "ldmia r4, {r5, r6, r7}\n"                \
    "stmia r9!, {r4, r5, r6, r7}\n"           \
    "stmia r9!, {r1, r2, r3}\n"               \
    "adds r4, #12\n"                          \
    "ldmia r4, {r1, r2, r3, r4, r5, r6}\n"    \
    "movs r3, #4\n"                           \
    "bics r7, r12, #3\n"                      \
    "add r7, r0\n"                            \
    "stmia r9, {r0, r1, r2, r3, r4, r5, r6, r7}\n" \
    "sub r9, r9, #28\n"                       \
    "push {r9}\n"                             \
    "beq 6f\n"                                \
    "1: ldmia r9, {r3, r4, r5, r6, r8, lr}\n" \
    PICOMLP_NEXT_ROWS                         \
    "movs r0, #0\n"                           \
    "movs r1, #0\n"                           \
    "movs r2, #0\n"                           \
    "movs r3, #0\n"                           \
    "cmp r8, lr\n"                            \
    "beq 3f\n"                                \
    "2:\n"                                    \
    PICOMLP_BYTES("r9", "r10")                \
    PICOMLP_ROWS                              \
    "cmp r8, lr\n"                            \
    "bne 2b\n"                                \
    "ldr r9, [sp]\n"                          \
    "3: ldr lr, [r9, #24]\n"                  \
    "cmp r8, lr\n"                            \
    "beq 5f\n"                                \
    "4:\n"                                    \
    PICOMLP_SINGLES                           \
    "cmp r8, lr\n"                            \
    "bne 4b\n"                                \
    "5: str r7, [r9, #4]\n"                   \
    "mov r10, sp\n"                           \
    "push {r0, r1, r2, r3}\n"                 \
    "ldr r7, [r9, #8]\n"                      \
    "add r12, r9, #28\n"                      \
    "ldmia r12, {r0, r1, r2, r3, r4, r5, r6}\n" \
    "7: pop {r8}\n"                           \
    "ldr r11, [r7], #4\n"                     \
    "ldrd r12, lr, [r1]\n"                    \
    "add r8, r11\n"                           \
    "add r1, r2\n"                            \
    requantize("r8")                          \
    "add r8, r4\n"                            \
    "asr r8, r8, #1\n"                        \
    PICOMLP_CLAMP("r8", "r5", "r6")           \
    "strb r8, [r0], #1\n"                     \
    "subs r3, #1\n"                           \
    "bne 7b\n"                                \
    "mov sp, r10\n"                           \
    "str r7, [r9, #8]\n"                      \
    "strd r0, r1, [r9, #28]\n"                \
    "ldr r2, [r9, #56]\n"                     \
    "cmp r0, r2\n"                            \
    "bne 1b\n"                                \
    "6: mov r3, r9\n"                         \
    "ldr r2, [r3, #40]\n"                     \
    "cmp r2, #1\n"                            \
    "beq 8f\n"                                \
    "ldr r1, [r3]\n"                          \
    "ldr r1, [r1, #36]\n"                     \
    "ands r1, r1, #3\n"                       \
    "beq 8f\n"                                \
    "movs r2, #0\n"                           \
    "str r2, [r3, #12]\n"                     \
    "movs r2, #1\n"                           \
    "str r2, [r3, #40]\n"                     \
    "ldr r2, [r3, #28]\n"                     \
    "add r2, r1\n"                            \
    "str r2, [r3, #56]\n"                     \
    "b 1b\n"                                  \
    "8: pop {r9}\n"

/// As detail::plain_quantized_dense(), to the last bit.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_dsp(const detail::quantized_dense& layer,
                                                const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded) return detail::plain_quantized_dense<Rounding>(layer, x, y);
    uint32_t frame[15];
    register int8_t* r0 asm("r0") = y;
    register const int8_t* r1 asm("r1") = x;
    register const int8_t* r2 asm("r2") = x + (layer.inputs & ~3U);
    register const int8_t* r3 asm("r3") = x + layer.inputs;
    register const detail::quantized_dense* r4 asm("r4") = &layer;
    register uint32_t* r9 asm("r9") = frame;
#define PICOMLP_OPERANDS                                                              \
    "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r9)                        \
        : : "r5", "r6", "r7", "r8", "r10", "r11", "r12", "lr", "cc", "memory"
    if constexpr (rounds_twice<Rounding>) {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_double) : PICOMLP_OPERANDS);
    } else {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_single) : PICOMLP_OPERANDS);
    }
#undef PICOMLP_OPERANDS
    if (layer.has_activation) detail::activate_quantized<Rounding>(layer, y);
}

#undef PICOMLP_DENSE

// clang-format on

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
