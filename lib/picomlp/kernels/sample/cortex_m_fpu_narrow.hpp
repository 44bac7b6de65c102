// SPDX-License-Identifier: MIT
// Layers of up to sixteen outputs, whose whole row fits into registers: inner loops in assembly,
// one set per number of outputs. A program links only the sets that it uses.
//
// A row's first eight floats are loaded into s0-s7, then its others into the same registers.
// s16-s31 hold one float per output: accumulators, or the factor of every row. For up to four
// outputs s8-s11 do, which no caller expects to be kept.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/sample/cortex_m_fpu_loops.hpp"
#include "picomlp/kernels/sample/cortex_m_fpu_registers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The loops for rows of Width floats, 1 to 16.
template <size_t Width>
struct fpu_narrow;

// One element, `row` and `v` being registers:
//   ADD v = madd(x, row, v)   MULTIPLY row = x * v   SUM x = madd(v, row, x)   TOTAL v = row + v
#define PICOMLP_FPU_ADD(x, row, v) PICOMLP_MADD(v, x, row)
#define PICOMLP_FPU_MULTIPLY(x, row, v) "vmul.f32 " row ", " x ", " v "\n"
#define PICOMLP_FPU_SUM(x, row, v) PICOMLP_MADD(x, v, row)
#define PICOMLP_FPU_TOTAL(x, row, v) "vadd.f32 " v ", " row ", " v "\n"

// The same for n elements: outputs 0-7 with the row in s0-s7 (LOW), outputs 8-15 with their part of
// the row in s0-s7 (HIGH) or in s8-s15 (UPPER). FEW: the outputs of a layer of up to four.
#define PICOMLP_LOW_1(DO, x) DO(x, "s0", "s16")
#define PICOMLP_LOW_2(DO, x) PICOMLP_LOW_1(DO, x) DO(x, "s1", "s17")
#define PICOMLP_LOW_3(DO, x) PICOMLP_LOW_2(DO, x) DO(x, "s2", "s18")
#define PICOMLP_LOW_4(DO, x) PICOMLP_LOW_3(DO, x) DO(x, "s3", "s19")
#define PICOMLP_LOW_5(DO, x) PICOMLP_LOW_4(DO, x) DO(x, "s4", "s20")
#define PICOMLP_LOW_6(DO, x) PICOMLP_LOW_5(DO, x) DO(x, "s5", "s21")
#define PICOMLP_LOW_7(DO, x) PICOMLP_LOW_6(DO, x) DO(x, "s6", "s22")
#define PICOMLP_LOW_8(DO, x) PICOMLP_LOW_7(DO, x) DO(x, "s7", "s23")
#define PICOMLP_FEW_1(DO, x) DO(x, "s0", "s8")
#define PICOMLP_FEW_2(DO, x) PICOMLP_FEW_1(DO, x) DO(x, "s1", "s9")
#define PICOMLP_FEW_3(DO, x) PICOMLP_FEW_2(DO, x) DO(x, "s2", "s10")
#define PICOMLP_FEW_4(DO, x) PICOMLP_FEW_3(DO, x) DO(x, "s3", "s11")
#define PICOMLP_HIGH_1(DO, x) DO(x, "s0", "s24")
#define PICOMLP_HIGH_2(DO, x) PICOMLP_HIGH_1(DO, x) DO(x, "s1", "s25")
#define PICOMLP_HIGH_3(DO, x) PICOMLP_HIGH_2(DO, x) DO(x, "s2", "s26")
#define PICOMLP_HIGH_4(DO, x) PICOMLP_HIGH_3(DO, x) DO(x, "s3", "s27")
#define PICOMLP_HIGH_5(DO, x) PICOMLP_HIGH_4(DO, x) DO(x, "s4", "s28")
#define PICOMLP_HIGH_6(DO, x) PICOMLP_HIGH_5(DO, x) DO(x, "s5", "s29")
#define PICOMLP_HIGH_7(DO, x) PICOMLP_HIGH_6(DO, x) DO(x, "s6", "s30")
#define PICOMLP_HIGH_8(DO, x) PICOMLP_HIGH_7(DO, x) DO(x, "s7", "s31")
#define PICOMLP_UPPER_1(DO, x) DO(x, "s8", "s24")
#define PICOMLP_UPPER_2(DO, x) PICOMLP_UPPER_1(DO, x) DO(x, "s9", "s25")
#define PICOMLP_UPPER_3(DO, x) PICOMLP_UPPER_2(DO, x) DO(x, "s10", "s26")
#define PICOMLP_UPPER_4(DO, x) PICOMLP_UPPER_3(DO, x) DO(x, "s11", "s27")
#define PICOMLP_UPPER_5(DO, x) PICOMLP_UPPER_4(DO, x) DO(x, "s12", "s28")
#define PICOMLP_UPPER_6(DO, x) PICOMLP_UPPER_5(DO, x) DO(x, "s13", "s29")
#define PICOMLP_UPPER_7(DO, x) PICOMLP_UPPER_6(DO, x) DO(x, "s14", "s30")
#define PICOMLP_UPPER_8(DO, x) PICOMLP_UPPER_7(DO, x) DO(x, "s15", "s31")

// A whole row, loaded before or stored after DO: TINY has n floats, at most four, SHORT n, LONG
// 8 + n. `last` names the registers of its last n floats.
#define PICOMLP_LOAD_TINY(DO, n, last, x) "vldmia %[row]!, {" last "}\n" PICOMLP_FEW_##n(DO, x)
#define PICOMLP_STORE_TINY(DO, n, last, x) PICOMLP_FEW_##n(DO, x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_TOTAL_TINY(n) PICOMLP_FEW_##n(PICOMLP_FPU_TOTAL, "")
#define PICOMLP_LOAD_SHORT(DO, n, last, x) "vldmia %[row]!, {" last "}\n" PICOMLP_LOW_##n(DO, x)
#define PICOMLP_LOAD_LONG(DO, n, last, x) \
    PICOMLP_LOAD_SHORT(DO, 8, "s0-s7", x) "vldmia %[row]!, {" last "}\n" PICOMLP_HIGH_##n(DO, x)
#define PICOMLP_STORE_SHORT(DO, n, last, x) PICOMLP_LOW_##n(DO, x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_STORE_LONG(DO, n, last, x) \
    PICOMLP_STORE_SHORT(DO, 8, "s0-s7", x) PICOMLP_HIGH_##n(DO, x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_TOTAL_SHORT(n) PICOMLP_LOW_##n(PICOMLP_FPU_TOTAL, "")
#define PICOMLP_TOTAL_LONG(n) PICOMLP_TOTAL_SHORT(8) PICOMLP_UPPER_##n(PICOMLP_FPU_TOTAL, "")
// Of n outputs, those registers from s16 on that are overwritten, and all of them but s0. A caller
// expects those from s16 on to be kept: naming no more than are used leaves few to save.
#define PICOMLP_KEPT_SHORT_5 "s16", "s17", "s18", "s19", "s20"
#define PICOMLP_KEPT_SHORT_6 PICOMLP_KEPT_SHORT_5, "s21"
#define PICOMLP_KEPT_SHORT_7 PICOMLP_KEPT_SHORT_6, "s22"
#define PICOMLP_KEPT_SHORT_8 PICOMLP_KEPT_SHORT_7, "s23"
#define PICOMLP_KEPT_LONG_1 PICOMLP_KEPT_SHORT_8, "s24"
#define PICOMLP_KEPT_LONG_2 PICOMLP_KEPT_LONG_1, "s25"
#define PICOMLP_KEPT_LONG_3 PICOMLP_KEPT_LONG_2, "s26"
#define PICOMLP_KEPT_LONG_4 PICOMLP_KEPT_LONG_3, "s27"
#define PICOMLP_KEPT_LONG_5 PICOMLP_KEPT_LONG_4, "s28"
#define PICOMLP_KEPT_LONG_6 PICOMLP_KEPT_LONG_5, "s29"
#define PICOMLP_KEPT_LONG_7 PICOMLP_KEPT_LONG_6, "s30"
#define PICOMLP_KEPT_LONG_8 PICOMLP_KEPT_LONG_7, "s31"
#define PICOMLP_REGISTERS_TINY(n) \
    "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15"
#define PICOMLP_REGISTERS_SHORT(n) PICOMLP_REGISTERS_TINY(n), PICOMLP_KEPT_SHORT_##n
#define PICOMLP_REGISTERS_LONG(n) PICOMLP_REGISTERS_TINY(n), PICOMLP_KEPT_LONG_##n

// Two rows, the second one's registers following the first one's where all are free (pair).
#define PICOMLP_SECOND_1(x) PICOMLP_FPU_ADD(x, "s1", "s8")
#define PICOMLP_SECOND_2(x) PICOMLP_FPU_ADD(x, "s2", "s8") PICOMLP_FPU_ADD(x, "s3", "s9")
#define PICOMLP_SECOND_3(x) \
    PICOMLP_FPU_ADD(x, "s3", "s8") PICOMLP_FPU_ADD(x, "s4", "s9") PICOMLP_FPU_ADD(x, "s5", "s10")
#define PICOMLP_SECOND_4(x)        \
    PICOMLP_FPU_ADD(x, "s4", "s8") \
    PICOMLP_FPU_ADD(x, "s5", "s9") PICOMLP_FPU_ADD(x, "s6", "s10") PICOMLP_FPU_ADD(x, "s7", "s11")
#define PICOMLP_SECOND_5(x)         \
    PICOMLP_FPU_ADD(x, "s5", "s16") \
    PICOMLP_FPU_ADD(x, "s6", "s17") \
    PICOMLP_FPU_ADD(x, "s7", "s18") PICOMLP_FPU_ADD(x, "s8", "s19") PICOMLP_FPU_ADD(x, "s9", "s20")
#define PICOMLP_SECOND_6(x)         \
    PICOMLP_FPU_ADD(x, "s6", "s16") \
    PICOMLP_FPU_ADD(x, "s7", "s17") \
    PICOMLP_FPU_ADD(x, "s8", "s18") \
    PICOMLP_FPU_ADD(x, "s9", "s19") \
    PICOMLP_FPU_ADD(x, "s10", "s20") PICOMLP_FPU_ADD(x, "s11", "s21")
#define PICOMLP_BOTH_ROWS(n, pair, x, y) \
    "vldmia %[row]!, {" pair "}\n" PICOMLP_LOW_##n(PICOMLP_FPU_ADD, x) PICOMLP_SECOND_##n(y)
#define PICOMLP_PAIR_OF_5(last, pair, x, y) PICOMLP_BOTH_ROWS(5, pair, x, y)
#define PICOMLP_PAIR_OF_6(last, pair, x, y) PICOMLP_BOTH_ROWS(6, pair, x, y)
#define PICOMLP_PAIR_OF_7(last, pair, x, y) \
    PICOMLP_LOAD_SHORT(PICOMLP_FPU_ADD, 7, last, x) PICOMLP_LOAD_SHORT(PICOMLP_FPU_ADD, 7, last, y)
#define PICOMLP_PAIR_OF_8(last, pair, x, y) \
    PICOMLP_LOAD_SHORT(PICOMLP_FPU_ADD, 8, last, x) PICOMLP_LOAD_SHORT(PICOMLP_FPU_ADD, 8, last, y)
#define PICOMLP_PAIR_TINY(n, last, pair, x, y) \
    "vldmia %[row]!, {" pair "}\n" PICOMLP_FEW_##n(PICOMLP_FPU_ADD, x) PICOMLP_SECOND_##n(y)
#define PICOMLP_PAIR_SHORT(n, last, pair, x, y) PICOMLP_PAIR_OF_##n(last, pair, x, y)
#define PICOMLP_PAIR_LONG(n, last, pair, x, y) \
    PICOMLP_LOAD_LONG(PICOMLP_FPU_ADD, n, last, x) PICOMLP_LOAD_LONG(PICOMLP_FPU_ADD, n, last, y)

// Four rows, with x in s12-s15; of one or two floats they are loaded at once.
#define PICOMLP_TWO_PAIRS(kind, n, last, pair)       \
    PICOMLP_PAIR_##kind(n, last, pair, "s12", "s13") \
        PICOMLP_PAIR_##kind(n, last, pair, "s14", "s15")
#define PICOMLP_FOUR_OF_1(last, pair)                                               \
    "vldmia %[row]!, {s0-s3}\n" PICOMLP_FPU_ADD("s12", "s0", "s8") PICOMLP_FPU_ADD( \
        "s13", "s1", "s8") PICOMLP_FPU_ADD("s14", "s2", "s8") PICOMLP_FPU_ADD("s15", "s3", "s8")
#define PICOMLP_FOUR_OF_2(last, pair)                                                 \
    "vldmia %[row]!, {s0-s7}\n" PICOMLP_FPU_ADD("s12", "s0", "s8")                    \
        PICOMLP_FPU_ADD("s12", "s1", "s9") PICOMLP_FPU_ADD("s13", "s2", "s8")         \
            PICOMLP_FPU_ADD("s13", "s3", "s9") PICOMLP_FPU_ADD("s14", "s4", "s8")     \
                PICOMLP_FPU_ADD("s14", "s5", "s9") PICOMLP_FPU_ADD("s15", "s6", "s8") \
                    PICOMLP_FPU_ADD("s15", "s7", "s9")
#define PICOMLP_FOUR_OF_3(last, pair) PICOMLP_TWO_PAIRS(TINY, 3, last, pair)
#define PICOMLP_FOUR_OF_4(last, pair) PICOMLP_TWO_PAIRS(TINY, 4, last, pair)
#define PICOMLP_FOUR_TINY(n, last, pair) PICOMLP_FOUR_OF_##n(last, pair)
#define PICOMLP_FOUR_SHORT(n, last, pair) PICOMLP_TWO_PAIRS(SHORT, n, last, pair)
#define PICOMLP_FOUR_LONG(n, last, pair) PICOMLP_TWO_PAIRS(LONG, n, last, pair)

// The sum of products of neighbouring accumulators, the last one of an odd number with itself: NaN
// if any of them is.
#define PICOMLP_PRODUCTS_1 "vmul.f32 s0, s8, s8\n"
#define PICOMLP_PRODUCTS_2 "vmul.f32 s0, s8, s9\n"
#define PICOMLP_PRODUCTS_3 PICOMLP_PRODUCTS_2 "vfma.f32 s0, s10, s10\n"
#define PICOMLP_PRODUCTS_4 PICOMLP_PRODUCTS_2 "vfma.f32 s0, s10, s11\n"
#define PICOMLP_PRODUCTS_LOW "vmul.f32 s0, s16, s17\nvfma.f32 s0, s18, s19\n"
#define PICOMLP_PRODUCTS_5 PICOMLP_PRODUCTS_LOW "vfma.f32 s0, s20, s20\n"
#define PICOMLP_PRODUCTS_6 PICOMLP_PRODUCTS_LOW "vfma.f32 s0, s20, s21\n"
#define PICOMLP_PRODUCTS_7 PICOMLP_PRODUCTS_6 "vfma.f32 s0, s22, s22\n"
#define PICOMLP_PRODUCTS_8 PICOMLP_PRODUCTS_6 "vfma.f32 s0, s22, s23\n"
#define PICOMLP_PRODUCTS_9 PICOMLP_PRODUCTS_8 "vfma.f32 s0, s24, s24\n"
#define PICOMLP_PRODUCTS_10 PICOMLP_PRODUCTS_8 "vfma.f32 s0, s24, s25\n"
#define PICOMLP_PRODUCTS_11 PICOMLP_PRODUCTS_10 "vfma.f32 s0, s26, s26\n"
#define PICOMLP_PRODUCTS_12 PICOMLP_PRODUCTS_10 "vfma.f32 s0, s26, s27\n"
#define PICOMLP_PRODUCTS_13 PICOMLP_PRODUCTS_12 "vfma.f32 s0, s28, s28\n"
#define PICOMLP_PRODUCTS_14 PICOMLP_PRODUCTS_12 "vfma.f32 s0, s28, s29\n"
#define PICOMLP_PRODUCTS_15 PICOMLP_PRODUCTS_14 "vfma.f32 s0, s30, s30\n"
#define PICOMLP_PRODUCTS_16 PICOMLP_PRODUCTS_14 "vfma.f32 s0, s30, s31\n"

// forward       FORWARD of kernels/order.hpp, `end` being the biases; their end. The
//               first segment of inputs has `row_count` rows; `later` segments follow.
// multiply      row k = x[k] * d for all inputs, and d as the row below them.
// sum_products  dx[k] = sum over o of row k[o] * d[o], by madd from +0, one after another.
// clang-format off
#define PICOMLP_DEFINE_FORWARD(name, kind, n, last, pair, terms, sums, AT_END)                     \
    [[gnu::always_inline]] static const float* name(size_t row_count, size_t later, size_t inputs, \
                                                    const float* bias, const float* x,             \
                                                    const float* row, float* z, float& products) { \
        size_t rest;                                                                               \
        register const float* end asm("r0") = bias;                                                \
        register float sum asm("s0");                                                              \
        asm volatile(                                                                              \
            "vldmia %[end]!, {" sums "}\n"                                                         \
            "0: lsrs %[rest], %[row_count], #2\n"                                                  \
            "beq 2f\n"                                                                             \
            "1: vldmia %[x]!, {s12-s15}\n"                                                         \
            PICOMLP_FOUR_##kind(n, last, pair)                                                     \
            "subs %[rest], %[rest], #1\n"                                                          \
            "bne 1b\n"                                                                             \
            "2: lsls %[row_count], %[row_count], #31\n"                                            \
            "bcc 3f\n"                                                                             \
            "vldmia %[x]!, {s12-s13}\n"                                                            \
            PICOMLP_PAIR_##kind(n, last, pair, "s12", "s13")                                       \
            "3: bpl 4f\n"                                                                          \
            "vldmia %[x]!, {s12}\n"                                                                \
            PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s12")                                   \
            "4: rsbs %[later], %[later], #0\n"                                                     \
            "beq 7f\n"                                                                             \
            "bmi 6f\n"                                                                             \
            "vldmia %[z], {" terms "}\n" PICOMLP_TOTAL_##kind(n)                                   \
            "subs %[later], %[later], #1\n"                                                        \
            "beq 7f\n"                                                                             \
            "rsb %[later], %[later], #0\n"                                                         \
            "6: vstmia %[z], {" sums "}\n"                                                         \
            "vldmia %[zeros], {" sums "}\n"                                                        \
            "mvn %[row_count], %[later]\n"                                                         \
            "add %[row_count], %[row_count], %[inputs]\n"                                          \
            "lsr %[row_count], %[row_count], #1\n"                                                 \
            "cmp %[inputs], #16\n"                                                                 \
            "it hs\n"                                                                              \
            "lsrhs %[row_count], %[row_count], #1\n"                                               \
            "b 0b\n"                                                                               \
            "7: vstmia %[z], {" sums "}\n" AT_END                                                  \
            : [x] "+&r"(x), [row] "+&r"(row), [row_count] "+&r"(row_count), [later] "+&r"(later),  \
              [rest] "=&r"(rest), [end] "+&r"(end), "=t"(sum)                                      \
            : [z] "r"(z), [inputs] "r"(inputs), [zeros] "r"(fpu_loops::zeros)                      \
            : PICOMLP_REGISTERS_##kind(n), "cc", "memory");                                        \
        products = sum;                                                                            \
        return end;                                                                                \
    }

#define PICOMLP_DEFINE_NARROW(width, kind, n, last, pair, terms, sums)                             \
    template <>                                                                                    \
    struct fpu_narrow<width> {                                                                     \
        PICOMLP_DEFINE_FORWARD(forward, kind, n, last, pair, terms, sums, "")                      \
        PICOMLP_DEFINE_FORWARD(forward_with_products, kind, n, last, pair, terms, sums,            \
                               PICOMLP_PRODUCTS_##width)                                           \
        [[gnu::always_inline]] static void multiply(size_t inputs, const float* x, const float* d, \
                                                    float* row) {                                  \
            size_t pairs = inputs / 2;                                                             \
            asm volatile(                                                                          \
                "vldmia %[d], {" sums "}\n"                                                        \
                "cmp %[pairs], #0\n"                                                               \
                "beq 2f\n"                                                                         \
                "1: vldmia %[x]!, {s12-s13}\n"                                                     \
                PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s12")                         \
                PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s13")                         \
                "subs %[pairs], %[pairs], #1\n"                                                    \
                "bne 1b\n"                                                                         \
                "2: lsrs %[inputs], %[inputs], #1\n"                                               \
                "bcc 3f\n"                                                                         \
                "vldmia %[x]!, {s12}\n" PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s12") \
                "3: vstmia %[row], {" sums "}\n"                                                   \
                : [x] "+r"(x), [row] "+r"(row), [pairs] "+r"(pairs), [inputs] "+r"(inputs)         \
                : [d] "r"(d)                                                                       \
                : "s0", PICOMLP_REGISTERS_##kind(n), "cc", "memory");                              \
        }                                                                                          \
        [[gnu::always_inline]] static void sum_products(size_t inputs, const float* row,           \
                                                        const float* d, float* dx) {               \
            size_t pairs = inputs / 2;                                                             \
            asm volatile(                                                                          \
                "vldmia %[d], {" sums "}\n"                                                        \
                "vmov s15, %[zero]\n"                                                              \
                "cmp %[pairs], #0\n"                                                               \
                "beq 2f\n"                                                                         \
                "1: vmov.f32 s12, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s12")      \
                "vmov.f32 s13, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s13")         \
                "vstmia %[dx]!, {s12-s13}\n"                                                       \
                "subs %[pairs], %[pairs], #1\n"                                                    \
                "bne 1b\n"                                                                         \
                "2: lsrs %[inputs], %[inputs], #1\n"                                               \
                "bcc 3f\n"                                                                         \
                "vmov.f32 s12, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s12")         \
                "vstmia %[dx], {s12}\n"                                                            \
                "3:\n"                                                                             \
                : [row] "+r"(row), [dx] "+r"(dx), [pairs] "+r"(pairs), [inputs] "+r"(inputs)       \
                : [d] "r"(d), [zero] "r"(0)                                                        \
                : "s0", PICOMLP_REGISTERS_##kind(n), "cc", "memory");                              \
        }                                                                                          \
    };
// clang-format on

PICOMLP_DEFINE_NARROW(1, TINY, 1, "s0", "s0-s1", "s0", "s8")
PICOMLP_DEFINE_NARROW(2, TINY, 2, "s0-s1", "s0-s3", "s0-s1", "s8-s9")
PICOMLP_DEFINE_NARROW(3, TINY, 3, "s0-s2", "s0-s5", "s0-s2", "s8-s10")
PICOMLP_DEFINE_NARROW(4, TINY, 4, "s0-s3", "s0-s7", "s0-s3", "s8-s11")
PICOMLP_DEFINE_NARROW(5, SHORT, 5, "s0-s4", "s0-s9", "s0-s4", "s16-s20")
PICOMLP_DEFINE_NARROW(6, SHORT, 6, "s0-s5", "s0-s11", "s0-s5", "s16-s21")
PICOMLP_DEFINE_NARROW(7, SHORT, 7, "s0-s6", "", "s0-s6", "s16-s22")
PICOMLP_DEFINE_NARROW(8, SHORT, 8, "s0-s7", "", "s0-s7", "s16-s23")
PICOMLP_DEFINE_NARROW(9, LONG, 1, "s0", "", "s0-s8", "s16-s24")
PICOMLP_DEFINE_NARROW(10, LONG, 2, "s0-s1", "", "s0-s9", "s16-s25")
PICOMLP_DEFINE_NARROW(11, LONG, 3, "s0-s2", "", "s0-s10", "s16-s26")
PICOMLP_DEFINE_NARROW(12, LONG, 4, "s0-s3", "", "s0-s11", "s16-s27")
PICOMLP_DEFINE_NARROW(13, LONG, 5, "s0-s4", "", "s0-s12", "s16-s28")
PICOMLP_DEFINE_NARROW(14, LONG, 6, "s0-s5", "", "s0-s13", "s16-s29")
PICOMLP_DEFINE_NARROW(15, LONG, 7, "s0-s6", "", "s0-s14", "s16-s30")
PICOMLP_DEFINE_NARROW(16, LONG, 8, "s0-s7", "", "s0-s15", "s16-s31")

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
