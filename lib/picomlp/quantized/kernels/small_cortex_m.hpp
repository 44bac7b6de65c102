// SPDX-License-Identifier: MIT
// A dense layer of int8 on the smallest Cortex-M, four outputs at a time: a product has 32 bits,
// and instructions see eight registers. Sums wait in those that only additions and moves reach.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/kernels/bounded_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

// clang-format off

// Adds a product to a sum. r0 is how far the number is from the end of the row, r6 the sample's.
#define PICOMLP_ROW(row, sum)    \
    "ldrsb r7, [" row ", r0]\n"  \
    "muls r7, r6, r7\n"          \
    "add " sum ", r7\n"
// r0 = floor((r0 r1 + half) / 2^32), of which `round` adds the half to r3: from four products of 16
// bits. The one of r2 has room for the carry from below, as r1 has no sign.
#define PICOMLP_HIGH_PRODUCT(round) \
    "uxth r2, r1\n"                 \
    "asrs r1, r1, #16\n"            \
    "uxth r3, r0\n"                 \
    "asrs r0, r0, #16\n"            \
    "movs r4, r2\n"                 \
    "muls r4, r3, r4\n"             \
    "lsrs r4, r4, #16\n"            \
    "muls r2, r0, r2\n"             \
    "adds r2, r2, r4\n"             \
    "muls r3, r1, r3\n"             \
    "uxth r4, r2\n"                 \
    "adds r3, r3, r4\n"             \
    round                           \
    "muls r0, r1, r0\n"             \
    "asrs r2, r2, #16\n"            \
    "adds r0, r0, r2\n"             \
    "adds r0, r0, r3\n"
// The sum in r0 times the significand in r1, and shifted but for its last bit.
#define PICOMLP_REQUANTIZE_double(place)                        \
    "lsls r0, r0, #1\n"                                         \
    PICOMLP_HIGH_PRODUCT("lsrs r3, r3, #15\n"                   \
                         "adds r3, r3, #1\n"                    \
                         "lsrs r3, r3, #1\n")                   \
    "asrs r2, r0, #31\n"                                        \
    "adds r0, r0, r2\n"                                         \
    "ldr r2, [r5, #" place "+4]\n"                              \
    "mvns r2, r2\n"                                             \
    "asrs r0, r2\n"
#define PICOMLP_REQUANTIZE_single(place)                        \
    PICOMLP_HIGH_PRODUCT("lsrs r3, r3, #16\n")                  \
    "ldr r2, [r5, #" place "+4]\n"                              \
    "mvns r2, r2\n"                                             \
    "subs r2, r2, #1\n"                                         \
    "asrs r0, r2\n"
// r5 multipliers, of which the one at `place` is the output's; r6 y; r7 what is below.
#define PICOMLP_OUTPUT(requantize, sum, place, number) \
    "mov r0, " sum "\n"                                \
    "ldr r1, [r5, #" place "]\n"                       \
    requantize(place)                                  \
    "ldr r2, [r7, #32]\n"                              \
    "ldr r3, [r7, #36]\n"                              \
    "adds r0, r0, r2\n"                                \
    "asrs r0, r0, #1\n"                                \
    "ldr r2, [r7, #40]\n"                              \
    "cmp r0, r3\n"                                     \
    "bge 8f\n"                                         \
    "movs r0, r3\n"                                    \
    "8: cmp r0, r2\n"                                  \
    "ble 9f\n"                                         \
    "movs r0, r2\n"                                    \
    "9: strb r0, [r6, #" number "]\n"

// In: r0 the layer, r1 x, r2 y, r3 multipliers: of all outputs, or a single one four times; r7
// twelve words of memory, where r9 remains:
//      0 biases of the next outputs
//      4 -n
//      8 the end of x
//     12 the end of the next row of weights
//     16 y
//     20 multipliers, step, cut_off, offset, lowest, highest
//     44 outputs that are left
#define PICOMLP_DENSE(requantize)                 \
    ".syntax unified\n"                           \
    "mov r8, r3\n"                                \
    "mov r9, r7\n"                                \
    "ldmia r0!, {r3, r4, r5}\n"                   \
    "adds r3, r3, r5\n"                           \
    "adds r1, r1, r5\n"                           \
    "negs r5, r5\n"                               \
    "stmia r7!, {r4, r5}\n"                       \
    "stmia r7!, {r1, r3}\n"                       \
    "ldmia r0!, {r3, r4, r5, r6}\n"               \
    "mov r3, r8\n"                                \
    "stmia r7!, {r2, r3, r4, r5, r6}\n"           \
    "ldmia r0!, {r3, r4, r5}\n"                   \
    "stmia r7!, {r3, r4, r5}\n"                   \
    "1: mov r7, r9\n"                             \
    "ldr r6, [r7, #44]\n"                         \
    "subs r6, r6, #4\n"                           \
    "bhs 2f\n"                                    \
    "b 4f\n"                                      \
    "2: str r6, [r7, #44]\n"                      \
    "ldr r6, [r7]\n"                              \
    "ldmia r6!, {r0, r1, r2, r3}\n"               \
    "mov r8, r0\n"                                \
    "mov r10, r1\n"                               \
    "mov r11, r2\n"                               \
    "mov r12, r3\n"                               \
    "stmia r7!, {r6}\n"                           \
    "ldmia r7!, {r0, r1, r2}\n"                   \
    "subs r3, r2, r0\n"                           \
    "subs r4, r3, r0\n"                           \
    "subs r5, r4, r0\n"                           \
    "subs r6, r5, r0\n"                           \
    "subs r7, #4\n"                               \
    "str r6, [r7]\n"                              \
    "3: ldrsb r6, [r1, r0]\n"                     \
    PICOMLP_ROW("r2", "r8")                       \
    PICOMLP_ROW("r3", "r10")                      \
    PICOMLP_ROW("r4", "r11")                      \
    PICOMLP_ROW("r5", "r12")                      \
    "adds r0, r0, #1\n"                           \
    "bne 3b\n"                                    \
    "mov r7, r9\n"                                \
    "ldr r6, [r7, #16]\n"                         \
    "ldr r5, [r7, #20]\n"                         \
    PICOMLP_OUTPUT(requantize, "r8", "0", "0")    \
    PICOMLP_OUTPUT(requantize, "r10", "8", "1")   \
    PICOMLP_OUTPUT(requantize, "r11", "16", "2")  \
    PICOMLP_OUTPUT(requantize, "r12", "24", "3")  \
    "ldr r0, [r7, #24]\n"                         \
    "lsls r0, r0, #2\n"                           \
    "adds r5, r5, r0\n"                           \
    "adds r6, r6, #4\n"                           \
    "str r5, [r7, #20]\n"                         \
    "str r6, [r7, #16]\n"                         \
    "b 1b\n"                                      \
    /* The last ones one by one. */               \
    "4: adds r6, r6, #3\n"                        \
    "bmi 6f\n"                                    \
    "str r6, [r7, #44]\n"                         \
    "ldr r6, [r7]\n"                              \
    "ldmia r6!, {r3}\n"                           \
    "stmia r7!, {r6}\n"                           \
    "ldmia r7!, {r0, r1, r2}\n"                   \
    "subs r6, r2, r0\n"                           \
    "subs r7, #4\n"                               \
    "str r6, [r7]\n"                              \
    "5: ldrsb r6, [r1, r0]\n"                     \
    "ldrsb r7, [r2, r0]\n"                        \
    "muls r7, r6, r7\n"                           \
    "adds r3, r3, r7\n"                           \
    "adds r0, r0, #1\n"                           \
    "bne 5b\n"                                    \
    "mov r7, r9\n"                                \
    "ldr r6, [r7, #16]\n"                         \
    "ldr r5, [r7, #20]\n"                         \
    PICOMLP_OUTPUT(requantize, "r3", "0", "0")    \
    "ldr r0, [r7, #24]\n"                         \
    "adds r5, r5, r0\n"                           \
    "adds r6, r6, #1\n"                           \
    "str r5, [r7, #20]\n"                         \
    "str r6, [r7, #16]\n"                         \
    "ldr r6, [r7, #44]\n"                         \
    "subs r6, r6, #4\n"                           \
    "b 4b\n"                                      \
    "6:\n"

/// As detail::plain_quantized_dense(), to the last bit.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_small_cortex_m(const detail::quantized_dense& layer,
                                                           const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded) return detail::plain_quantized_dense<Rounding>(layer, x, y);
    multiplier repeated[4];
    uint32_t frame[12];
    register const detail::quantized_dense* r0 asm("r0") = &layer;
    register const int8_t* r1 asm("r1") = x;
    register int8_t* r2 asm("r2") = y;
    register const multiplier* r3 asm("r3") = layer.multipliers;
    if (layer.multiplier_step == 0) {
        for (multiplier& each : repeated) each = *layer.multipliers;
        r3 = repeated;
    }
    register uint32_t* r7 asm("r7") = frame;
#define PICOMLP_OPERANDS                                                                    \
    "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r7)                                        \
        : : "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory"
    if constexpr (rounds_twice<Rounding>) {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_double) : PICOMLP_OPERANDS);
    } else {
        asm volatile(PICOMLP_DENSE(PICOMLP_REQUANTIZE_single) : PICOMLP_OPERANDS);
    }
#undef PICOMLP_OPERANDS
    if (layer.has_activation) detail::activate_quantized<Rounding>(layer, y);
}

#undef PICOMLP_DENSE
#undef PICOMLP_OUTPUT
#undef PICOMLP_REQUANTIZE_single
#undef PICOMLP_REQUANTIZE_double
#undef PICOMLP_HIGH_PRODUCT
#undef PICOMLP_ROW

// clang-format on

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
