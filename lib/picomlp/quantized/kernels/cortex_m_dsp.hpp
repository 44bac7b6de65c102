// SPDX-License-Identifier: MIT
// A dense layer of int8 with the DSP extension of Cortex-M4, M7 and M33, four outputs at a time.
// SMLAD adds two products of 16 bits, SXTB16 makes two such numbers of bytes 0 and 2 of a word, or
// of 1 and 3. In assembly, as a compiler does not keep four sums, four pointers, four words, the
// sample and its end in the fourteen registers that there are. What is around the sums, for speed
// and for size, is in cortex_m_dsp_layer.hpp and cortex_m_dsp_small_layer.hpp.
#pragma once

#include <stdint.h>

#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/kernels/bounded_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

// clang-format off

// Registers: r0-r3 sums, r4-r7 rows of weights, r8 the sample, lr an end of it, r9 and r10 four of
// its numbers, r11 and r12 four weights. r9 is otherwise what the assembly keeps in memory, and on
// the stack.

#define PICOMLP_ROW(w, sum, even, odd)        \
    "ldr r12, [" w "], #4\n"                  \
    "sxtb16 r11, r12\n"                       \
    "sxtb16 r12, r12, ror #8\n"               \
    "smlad " sum ", r11, " even ", " sum "\n" \
    "smlad " sum ", r12, " odd ", " sum "\n"
#define PICOMLP_ROWS                     \
    PICOMLP_ROW("r4", "r0", "r9", "r10") \
    PICOMLP_ROW("r5", "r1", "r9", "r10") \
    PICOMLP_ROW("r6", "r2", "r9", "r10") \
    PICOMLP_ROW("r7", "r3", "r9", "r10")
#define PICOMLP_BYTES(even, odd)  \
    "ldr " odd ", [r8], #4\n"     \
    "sxtb16 " even ", " odd "\n"  \
    "sxtb16 " odd ", " odd ", ror #8\n"
// The second to the fourth row: r6 is how far they are from each other.
#define PICOMLP_NEXT_ROWS      \
    "add r5, r4, r6\n"         \
    "add r7, r5, r6, lsl #1\n" \
    "add r6, r5, r6\n"
// One number of each row.
#define PICOMLP_SINGLES         \
    "ldrsb r10, [r8], #1\n"     \
    "ldrsb r11, [r4], #1\n"     \
    "ldrsb r12, [r5], #1\n"     \
    "smlabb r0, r10, r11, r0\n" \
    "ldrsb r11, [r6], #1\n"     \
    "smlabb r1, r10, r12, r1\n" \
    "ldrsb r12, [r7], #1\n"     \
    "smlabb r2, r10, r11, r2\n" \
    "smlabb r3, r10, r12, r3\n"
// A sum times the multiplier in r12 and lr, but for its last bit: the product's upper half,
// rounded; shifted.
#define PICOMLP_REQUANTIZE_double(sum)         \
    "lsl " sum ", " sum ", #1\n"               \
    "smmulr " sum ", " sum ", r12\n"           \
    "mvn lr, lr\n"                             \
    "add " sum ", " sum ", " sum ", asr #31\n" \
    "asr " sum ", " sum ", lr\n"
#define PICOMLP_REQUANTIZE_single(sum) \
    "smmul " sum ", " sum ", r12\n"    \
    "mvn lr, lr\n"                     \
    "sub lr, lr, #1\n"                 \
    "asr " sum ", " sum ", lr\n"
#define PICOMLP_CLAMP(sum, lowest, highest) \
    "cmp " sum ", " lowest "\n"             \
    "it lt\n"                               \
    "movlt " sum ", " lowest "\n"           \
    "cmp " sum ", " highest "\n"            \
    "it gt\n"                               \
    "movgt " sum ", " highest "\n"

// clang-format on

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

#ifdef __OPTIMIZE_SIZE__
#include "picomlp/quantized/kernels/cortex_m_dsp_small_layer.hpp"
#else
#include "picomlp/quantized/kernels/cortex_m_dsp_layer.hpp"
#endif

#undef PICOMLP_CLAMP
#undef PICOMLP_REQUANTIZE_single
#undef PICOMLP_REQUANTIZE_double
#undef PICOMLP_SINGLES
#undef PICOMLP_NEXT_ROWS
#undef PICOMLP_BYTES
#undef PICOMLP_ROWS
#undef PICOMLP_ROW
