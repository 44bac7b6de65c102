// A dense layer of int8 with the DSP extension of Cortex-M4, M7 and M33, four outputs at a time.
// SMLAD adds two products of 16 bits, SXTB16 makes two such numbers of bytes 0 and 2 of a word, or
// of 1 and 3. In assembly, as a compiler does not keep four sums, four pointers, four words, the
// sample and its end in the fourteen registers that there are.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/quantized/kernels/dense_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// Inputs of a layer that are made numbers of 16 bits once rather than for every four outputs: in
/// as many bytes of stack twice.
#ifdef __OPTIMIZE_SIZE__
inline constexpr uint32_t widened_inputs = 0;
#else
inline constexpr uint32_t widened_inputs = 64;
#endif

/// What the assembly reads and advances, at the offsets that it names.
struct dsp_frame {
    const int8_t* w;         // 0: of the next four outputs
    const int32_t* biases;   // 4
    uint32_t n;              // 8: inputs
    const int8_t* x;         // 12: the sample, widened or not
    const int8_t* sixteens;  // 16: where the sixteens of x end, and
    const int8_t* fours;     // 20: the fours
    const int8_t* rest;      // 24: the last n % 4 numbers, which are never widened, and
    const int8_t* end;       // 28: their end
    int8_t* y;               // 32
    const multiplier* by;    // 36
    int32_t step;            // 40: bytes to the next multiplier
    int32_t offset;          // 44: twice the zero point, and 1
    int32_t lowest;          // 48
    int32_t highest;         // 52
    const int8_t* y_end;     // 56: of the blocks
};
static_assert(sizeof(dsp_frame) == 60 && offsetof(dsp_frame, y) == 32);

// Registers: r0-r3 sums, r4-r7 rows of weights, r8 the sample, r9 and r10 four of its numbers, r11
// and r12 four weights, lr the end. The frame's address waits on the stack.
#define PICOMLP_ROW(w, sum)        \
    "ldr r12, [" w                 \
    "], #4\n"                      \
    "sxtb16 r11, r12\n"            \
    "sxtb16 r12, r12, ror #8\n"    \
    "smlad " sum ", r11, r9, " sum \
    "\n"                           \
    "smlad " sum ", r12, r10, " sum "\n"
#define PICOMLP_ROWS        \
    PICOMLP_ROW("r4", "r0") \
    PICOMLP_ROW("r5", "r1") \
    PICOMLP_ROW("r6", "r2") \
    PICOMLP_ROW("r7",       \
                "r"         \
                "3")
#define PICOMLP_BYTES     \
    "ldr r10, [r8], #4\n" \
    "sxtb16 r9, r10\n"    \
    "sxtb16 r10, r10, ror #8\n" PICOMLP_ROWS
#define PICOMLP_WIDENED "ldrd r9, r10, [r8], #8\n" PICOMLP_ROWS
// The sixteens, and the end of the fours into lr. For size the fours are all.
#ifdef __OPTIMIZE_SIZE__
#define PICOMLP_LOOPS(four)
#else
#define PICOMLP_LOOPS(four)    \
    "cmp r8, lr\n"             \
    "beq 3f\n"                 \
    "2:\n" four four four four \
    "cmp r8, lr\n"             \
    "bne 2b\n"                 \
    "3: ldr r9, [sp]\n"        \
    "ldr lr, [r9, #20]\n"
#endif
// An output of one sum: the product's upper half, rounded; shifted but for one bit; the zero point;
// the last bit. r4 outputs, r5 multipliers, r6 step, r8 offset, r10 and r11 range.
#define PICOMLP_REQUANTIZE_double(sum) \
    "lsl " sum ", " sum                \
    ", #1\n"                           \
    "smmulr " sum ", " sum             \
    ", r12\n"                          \
    "mvn lr, lr\n"                     \
    "add " sum ", " sum ", " sum ", asr #31\n"
#define PICOMLP_REQUANTIZE_single(sum) \
    "smmul " sum ", " sum              \
    ", r12\n"                          \
    "mvn lr, lr\n"                     \
    "sub lr, lr, #1\n"
#define PICOMLP_OUTPUT(requantize, sum)                    \
    "ldrd r12, lr, [r5]\n"                                 \
    "add r5, r5, r6\n" requantize(sum) "asr " sum ", " sum \
                                       ", lr\n"            \
                                       "add " sum ", " sum \
                                       ", r8\n"            \
                                       "ssat " sum ", #8, " sum ", asr #1\n"
#define PICOMLP_CLAMP(sum) \
    "cmp " sum             \
    ", r10\n"              \
    "it lt\n"              \
    "movlt " sum           \
    ", r10\n"              \
    "cmp " sum             \
    ", r11\n"              \
    "it gt\n"              \
    "movgt " sum ", r11\n"
#define PICOMLP_DENSE(four, requantize) \
    "push {r9}\n"                                                            \
    "1: ldmia r9, {r4, r5, r6, r8, lr}\n"                                  \
    "ldmia r5!, {r0, r1, r2, r3}\n" \
    "str r5, [r9, #4]\n"                                                    \
    "add r5, r4, r6\n" \
    "add r7, r5, r6, lsl #1\n" \
    "add r6, r5, r6\n" PICOMLP_LOOPS(four)                                  \
    "cmp r8, lr\n"                                                           \
    "beq 5f\n"                                                               \
    "4:\n" four                                                              \
    "cmp r8, lr\n"                                                           \
    "bne 4b\n"                                                               \
    "ldr r9, [sp]\n"                                                         \
    "5: ldrd r8, lr, [r9, #24]\n"                                            \
    "cmp r8, lr\n"                                                           \
    "beq 7f\n"                                                               \
    "6: ldrsb r10, [r8], #1\n"                                               \
    "ldrsb r11, [r4], #1\n"                                                  \
    "ldrsb r12, [r5], #1\n"                                                  \
    "smlabb r0, r10, r11, r0\n"                                              \
    "ldrsb r11, [r6], #1\n"                                                  \
    "smlabb r1, r10, r12, r1\n"                                              \
    "ldrsb r12, [r7], #1\n"                                                  \
    "smlabb r2, r10, r11, r2\n"                                              \
    "smlabb r3, r10, r12, r3\n"                                              \
    "cmp r8, lr\n"                                                           \
    "bne 6b\n"                                                               \
    "7: str r7, [r9]\n"                                                      \
    "add r12, r9, #32\n"                                                     \
    "ldmia r12, {r4, r5, r6, r8, r10, r11}\n"                                \
    PICOMLP_OUTPUT(requantize, "r0") PICOMLP_OUTPUT(requantize, "r1")        \
    PICOMLP_OUTPUT(requantize, "r2") PICOMLP_OUTPUT(requantize, "r3")        \
    "sub r12, r11, r10\n"                                                    \
    "cmp r12, #255\n"                                                        \
    "beq 8f\n"                                                               \
    PICOMLP_CLAMP("r0") PICOMLP_CLAMP("r1") PICOMLP_CLAMP("r2") PICOMLP_CLAMP("r3") \
    "8: strb r0, [r4], #1\n"                                                 \
    "strb r1, [r4], #1\n"                                                    \
    "ldr r12, [r9, #56]\n"                                                   \
    "strb r2, [r4], #1\n"                                                    \
    "strb r3, [r4], #1\n"                                                    \
    "strd r4, r5, [r9, #32]\n"                                               \
    "cmp r4, r12\n"                                                          \
    "bne 1b\n"                                                               \
    "pop {r9}\n"

#define PICOMLP_REGISTERS \
    "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r10", "r11", "r12", "lr", "cc", "memory"

/// The frame's blocks of four outputs.
template <class Rounding, bool Widened>
[[gnu::always_inline]] inline void dense_blocks(dsp_frame& of) {
    register dsp_frame* frame asm("r9") = &of;
    if constexpr (rounds_twice<Rounding>) {
        if constexpr (Widened) {
            asm volatile(PICOMLP_DENSE(PICOMLP_WIDENED, PICOMLP_REQUANTIZE_double)
                         : [frame] "+r"(frame)::PICOMLP_REGISTERS);
        } else {
            asm volatile(PICOMLP_DENSE(PICOMLP_BYTES, PICOMLP_REQUANTIZE_double)
                         : [frame] "+r"(frame)::PICOMLP_REGISTERS);
        }
    } else if constexpr (Widened) {
        asm volatile(PICOMLP_DENSE(PICOMLP_WIDENED, PICOMLP_REQUANTIZE_single)
                     : [frame] "+r"(frame)::PICOMLP_REGISTERS);
    } else {
        asm volatile(PICOMLP_DENSE(PICOMLP_BYTES, PICOMLP_REQUANTIZE_single)
                     : [frame] "+r"(frame)::PICOMLP_REGISTERS);
    }
}

#undef PICOMLP_REGISTERS
#undef PICOMLP_DENSE
#undef PICOMLP_CLAMP
#undef PICOMLP_OUTPUT
#undef PICOMLP_REQUANTIZE_single
#undef PICOMLP_REQUANTIZE_double
#undef PICOMLP_LOOPS
#undef PICOMLP_WIDENED
#undef PICOMLP_BYTES
#undef PICOMLP_ROWS
#undef PICOMLP_ROW

/// Four numbers of x in every two words of `wide`.
inline void widen(const int8_t* x, uint32_t fours, uint32_t* wide) {
    if (fours == 0) return;
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

/// As detail::plain_quantized_dense(), to the last bit. Two or three outputs behind the last
/// four are computed with those before them.
template <class Rounding>
[[gnu::always_inline]] inline void dense_by_dsp(const detail::quantized_dense& layer,
                                                const int8_t* x, int8_t* y) noexcept {
    const uint32_t n = layer.inputs;
    if (!layer.is_bounded || layer.outputs < 4)
        return dense_by_rows<Rounding, plain_sums<1>>(layer, x, y);
    dsp_frame frame;
    frame.w = layer.weights;
    frame.biases = layer.biases;
    frame.n = n;
    frame.by = layer.multipliers;
    frame.step = layer.multiplier_step;
    frame.offset = layer.twice_zero_point;
    frame.lowest = layer.lowest;
    frame.highest = layer.highest;
    frame.y = y;
    frame.y_end = y + (layer.outputs & ~3U);
    frame.end = x + n;
    frame.rest = frame.end - (n & 3);
    [[maybe_unused]] uint32_t wide[widened_inputs > 0 ? widened_inputs / 2 : 1];
    const bool widened = n <= widened_inputs && layer.outputs > 8;
    if (widened) {
        widen(x, n / 4, wide);
        frame.x = reinterpret_cast<const int8_t*>(wide);
        frame.sixteens = frame.x + 2 * (n & ~15U);
        frame.fours = frame.x + 2 * (n & ~3U);
    } else {
        frame.x = x;
        frame.fours = frame.rest;
#ifdef __OPTIMIZE_SIZE__
        frame.sixteens = frame.fours;
#else
        frame.sixteens = x + (n & ~15U);
#endif
    }
    uint32_t left = layer.outputs & 3;
    for (;;) {
        if (widened_inputs > 0 && widened) {
            dense_blocks<Rounding, true>(frame);
        } else {
            dense_blocks<Rounding, false>(frame);
        }
        if (left < 2) break;
        const uint32_t again = 4 - left;
        frame.w -= size_t{again} * n;
        frame.biases -= again;
        frame.by = detail::next_multiplier(frame.by, -static_cast<int32_t>(again) * frame.step);
        frame.y -= again;
        frame.y_end = frame.y + 4;
        left = 0;
    }
    if (left == 1) {
        dense_cursor at{frame.w, frame.biases, frame.by, frame.y};
        const output_rule rule{frame.offset, frame.lowest, frame.highest};
        some_outputs<Rounding, plain_sums<1>>(at, x, n, 0, rule);
    }
    if (layer.table || layer.leaky) detail::activate_quantized<Rounding>(layer, y);
}

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
