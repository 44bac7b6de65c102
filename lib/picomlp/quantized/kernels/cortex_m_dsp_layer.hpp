// SPDX-License-Identifier: MIT
// A part of cortex_m_dsp.hpp: the layer for speed. Loops over sixteens and fours of inputs; a
// sample that many outputs want is made numbers of 16 bits once.
#pragma once

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// Inputs of a layer that are made numbers of 16 bits once rather than for every four outputs: in
/// as many bytes of stack twice.
inline constexpr uint32_t widened_inputs = 64;

/// Where the assembly finds a sample.
struct dsp_sample {
    const int8_t* x;
    const int8_t* fours;     ///< where the fours of x end, and
    const int8_t* sixteens;  ///< the sixteens
    const int8_t* rest;      ///< the last n % 4 numbers, which are never widened, and
    const int8_t* end;       ///< their end
};

// clang-format off

#define PICOMLP_WIDENED(even, odd) "ldrd " even ", " odd ", [r8], #8\n"
#define PICOMLP_FOUR(load) load("r9", "r10") PICOMLP_ROWS
// r5 multipliers, r8 offset.
#define PICOMLP_OUTPUT(requantize, sum, place) \
    "ldrd r12, lr, [r5, #" place "]\n"         \
    requantize(sum)                            \
    "add " sum ", " sum ", r8\n"               \
    "ssat " sum ", #8, " sum ", asr #1\n"

// Where a sample ends whose bytes are read as they are: the members of dsp_sample from x in r1 and
// n in r10.
#define PICOMLP_ENDS_OF_BYTES \
    "bic r2, r10, #3\n"       \
    "add r2, r1\n"            \
    "bic r3, r10, #15\n"      \
    "add r3, r1\n"            \
    "mov r4, r2\n"            \
    "add r5, r1, r10\n"

// In: r0 y, r1-r5 the members of dsp_sample, of which r2-r5 may come from `ends`, r6 the layer, r9
// 25 words of memory, to whose middle it moves:
//    -32 rest, end
//    -24 weights  of the next outputs
//    -20 biases
//    -16 n, x, fours, sixteens
//      0 y
//      4 multipliers, step, cut_off, offset, lowest, highest
//     28 y_end    of the blocks of four, or of single outputs
//     32 left     outputs behind the blocks
//     36 the only multiplier of a layer, four times
#define PICOMLP_DENSE(ends, load, requantize)   \
    "ldr lr, [r6, #36]\n"                       \
    "and r12, lr, #3\n"                         \
    "str r12, [r9, #64]\n"                      \
    "ldmia r6!, {r7, r8, r10}\n"                \
    ends                                        \
    "stmia r9!, {r4, r5}\n"                     \
    "stmia r9!, {r7, r8, r10}\n"                \
    "stmia r9!, {r1, r2, r3}\n"                 \
    "ldmia r6, {r1, r2, r3, r4, r5, r6}\n"      \
    "cbnz r2, 10f\n"                            \
    "ldrd r7, r8, [r1]\n"                       \
    "add r1, r9, #36\n"                         \
    "strd r7, r8, [r1]\n"                       \
    "strd r7, r8, [r1, #8]\n"                   \
    "strd r7, r8, [r1, #16]\n"                  \
    "strd r7, r8, [r1, #24]\n"                  \
    "10:\n"                                     \
    "bics lr, lr, #3\n"                         \
    "add lr, r0, lr\n"                          \
    "stmia r9, {r0, r1, r2, r3, r4, r5, r6, lr}\n" \
    "push {r9}\n"                               \
    "beq 11f\n"                                 \
    "1: ldmdb r9, {r4, r5, r6, r8, r10, lr}\n"  \
    "ldmia r5!, {r0, r1, r2, r3}\n"             \
    "str r5, [r9, #-20]\n"                      \
    PICOMLP_NEXT_ROWS                           \
    "cmp r8, lr\n"                              \
    "beq 3f\n"                                  \
    "2:\n"                                      \
    PICOMLP_FOUR(load) PICOMLP_FOUR(load) PICOMLP_FOUR(load) PICOMLP_FOUR(load) \
    "cmp r8, lr\n"                              \
    "bne 2b\n"                                  \
    "ldr r9, [sp]\n"                            \
    "3: ldr lr, [r9, #-8]\n"                    \
    "cmp r8, lr\n"                              \
    "beq 5f\n"                                  \
    "4:\n"                                      \
    PICOMLP_FOUR(load)                          \
    "cmp r8, lr\n"                              \
    "bne 4b\n"                                  \
    "ldr r9, [sp]\n"                            \
    "5: ldrd r8, lr, [r9, #-32]\n"              \
    "cmp r8, lr\n"                              \
    "beq 7f\n"                                  \
    "6:\n"                                      \
    PICOMLP_SINGLES                             \
    "cmp r8, lr\n"                              \
    "bne 6b\n"                                  \
    "7: str r7, [r9, #-24]\n"                   \
    "ldmia r9, {r4, r5, r6, r7, r8, r10, r11}\n" \
    PICOMLP_OUTPUT(requantize, "r0", "0")       \
    PICOMLP_OUTPUT(requantize, "r1", "8")       \
    PICOMLP_OUTPUT(requantize, "r2", "16")      \
    PICOMLP_OUTPUT(requantize, "r3", "24")      \
    "add r5, r5, r6, lsl #2\n"                  \
    "cbz r7, 8f\n"                              \
    PICOMLP_CLAMP("r0", "r10", "r11")           \
    PICOMLP_CLAMP("r1", "r10", "r11")           \
    PICOMLP_CLAMP("r2", "r10", "r11")           \
    PICOMLP_CLAMP("r3", "r10", "r11")           \
    "8: strb r0, [r4], #1\n"                    \
    "strb r1, [r4], #1\n"                       \
    "ldr r12, [r9, #28]\n"                      \
    "strb r2, [r4], #1\n"                       \
    "strb r3, [r4], #1\n"                       \
    "strd r4, r5, [r9]\n"                       \
    "cmp r4, r12\n"                             \
    "bne 1b\n"                                  \
    /* A single output is computed by itself, two or three behind four with those before. */ \
    "ldr r0, [r9, #32]\n"                       \
    "cmp r0, #1\n"                              \
    "blo 17f\n"                                 \
    "beq 11f\n"                                 \
    "rsb r0, r0, #4\n"                          \
    "ldmdb r9, {r1, r2, r3, r7, r8, r10}\n"     \
    "mls r1, r0, r3, r1\n"                      \
    "sub r2, r2, r0, lsl #2\n"                  \
    "strd r1, r2, [r9, #-24]\n"                 \
    "mls r5, r0, r6, r5\n"                      \
    "sub r4, r4, r0\n"                          \
    "add r3, r4, #4\n"                          \
    "strd r4, r5, [r9]\n"                       \
    "movs r2, #0\n"                             \
    "strd r3, r2, [r9, #28]\n"                  \
    "b 1b\n"                                    \
    "11: ldr r0, [r9, #32]\n"                   \
    "ldr r4, [r9]\n"                            \
    "add r4, r4, r0\n"                          \
    "str r4, [r9, #28]\n"                       \
    "12: ldmdb r9, {r4, r5, r6, r8, r10, lr}\n" \
    "ldr r0, [r5], #4\n"                        \
    "str r5, [r9, #-20]\n"                      \
    "cmp r8, r10\n"                             \
    "beq 14f\n"                                 \
    "13:\n"                                     \
    load("r2", "r3") PICOMLP_ROW("r4", "r0", "r2", "r3") \
    "cmp r8, r10\n"                             \
    "bne 13b\n"                                 \
    "14: ldrd r8, lr, [r9, #-32]\n"             \
    "cmp r8, lr\n"                              \
    "beq 16f\n"                                 \
    "15: ldrsb r10, [r8], #1\n"                 \
    "ldrsb r11, [r4], #1\n"                     \
    "cmp r8, lr\n"                              \
    "smlabb r0, r10, r11, r0\n"                 \
    "bne 15b\n"                                 \
    "16: str r4, [r9, #-24]\n"                  \
    "ldmia r9, {r4, r5, r6, r7, r8, r10, r11}\n" \
    PICOMLP_OUTPUT(requantize, "r0", "0")       \
    "add r5, r5, r6\n"                          \
    "cbz r7, 18f\n"                             \
    PICOMLP_CLAMP("r0", "r10", "r11")           \
    "18: strb r0, [r4], #1\n"                   \
    "ldr r12, [r9, #28]\n"                      \
    "strd r4, r5, [r9]\n"                       \
    "cmp r4, r12\n"                             \
    "bne 12b\n"                                 \
    "17: pop {r9}\n"

/// All outputs of a bounded layer, from a widened sample or from bytes, of which x is enough.
template <class Rounding, bool Widened>
[[gnu::always_inline]] inline void dense_outputs(const detail::quantized_dense& layer,
                                                 const dsp_sample& sample, int8_t* y) {
    uint32_t frame[25];
    register int8_t* r0 asm("r0") = y;
    register const int8_t* r1 asm("r1") = sample.x;
    register const int8_t* r2 asm("r2");
    register const int8_t* r3 asm("r3");
    register const int8_t* r4 asm("r4");
    register const int8_t* r5 asm("r5");
    register const detail::quantized_dense* r6 asm("r6") = &layer;
    register uint32_t* r9 asm("r9") = frame;
#define PICOMLP_OPERANDS(ends)                                                                    \
    "+r"(r0), "+r"(r1), ends(r2), ends(r3), ends(r4), ends(r5), "+r"(r6), "+r"(r9)                \
        : : "r7", "r8", "r10", "r11", "r12", "lr", "cc", "memory"
#define PICOMLP_WIDENED_DENSE(rounding)                                                           \
    asm volatile(PICOMLP_DENSE("", PICOMLP_WIDENED, PICOMLP_REQUANTIZE_##rounding)                \
                 : PICOMLP_OPERANDS("+r"))
#define PICOMLP_BYTES_DENSE(rounding)                                                             \
    asm volatile(PICOMLP_DENSE(PICOMLP_ENDS_OF_BYTES, PICOMLP_BYTES,                              \
                               PICOMLP_REQUANTIZE_##rounding)                                     \
                 : PICOMLP_OPERANDS("=&r"))
    if constexpr (Widened) {
        r2 = sample.fours;
        r3 = sample.sixteens;
        r4 = sample.rest;
        r5 = sample.end;
        if constexpr (rounds_twice<Rounding>) {
            PICOMLP_WIDENED_DENSE(double);
        } else {
            PICOMLP_WIDENED_DENSE(single);
        }
    } else if constexpr (rounds_twice<Rounding>) {
        PICOMLP_BYTES_DENSE(double);
    } else {
        PICOMLP_BYTES_DENSE(single);
    }
#undef PICOMLP_BYTES_DENSE
#undef PICOMLP_WIDENED_DENSE
#undef PICOMLP_OPERANDS
}

#undef PICOMLP_ENDS_OF_BYTES
#undef PICOMLP_DENSE
#undef PICOMLP_OUTPUT
#undef PICOMLP_FOUR
#undef PICOMLP_WIDENED

// clang-format on

/// Four numbers of x in every two words of `wide`.
[[gnu::always_inline]] inline void widen(const int8_t* x, uint32_t fours, uint32_t* wide) {
    const int8_t* const end = x + 4 * fours;
    uint32_t even;
    uint32_t odd;
    asm volatile(
        "1: ldr %[odd], [%[x]], #4\n"
        "sxtb16 %[even], %[odd]\n"
        "sxtb16 %[odd], %[odd], ror #8\n"
        "cmp %[x], %[end]\n"
        "strd %[even], %[odd], [%[wide]], #8\n"
        "bne 1b\n"
        : [x] "+r"(x), [wide] "+r"(wide), [even] "=&r"(even), [odd] "=&r"(odd)
        : [end] "r"(end)
        : "cc", "memory");
}

/// As detail::plain_quantized_dense(), to the last bit. Two or three outputs behind the last four
/// are computed with those before them.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_dsp(const detail::quantized_dense& layer,
                                                const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded) return detail::plain_quantized_dense<Rounding>(layer, x, y);
    const uint32_t n = layer.inputs;
    if (layer.outputs > 8 && n <= widened_inputs && n >= 4) {
        uint32_t wide[widened_inputs / 2];
        widen(x, n / 4, wide);
        const auto* first = reinterpret_cast<const int8_t*>(wide);
        dense_outputs<Rounding, true>(
            layer, {first, first + 2 * (n & ~3U), first + 2 * (n & ~15U), x + (n & ~3U), x + n}, y);
    } else {
        dense_outputs<Rounding, false>(layer, {x, nullptr, nullptr, nullptr, nullptr}, y);
    }
    if (layer.has_activation) detail::activate_quantized<Rounding>(layer, y);
}

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
