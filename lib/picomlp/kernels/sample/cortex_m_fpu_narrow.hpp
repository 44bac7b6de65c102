// SPDX-License-Identifier: MIT
// Layers of up to sixteen outputs, whose whole row fits into registers: inner loops in assembly,
// one set per number of outputs. A program links only the sets that it uses.
//
// A row's first eight floats are loaded into s0-s7, then its others into the same registers.
// s16-s31 hold one float per output: accumulators, or the factor of every row.
#pragma once

#include <stddef.h>
#include <stdint.h>

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
// the row in s0-s7 (HIGH) or in s8-s15 (UPPER).
#define PICOMLP_LOW_1(DO, x) DO(x, "s0", "s16")
#define PICOMLP_LOW_2(DO, x) PICOMLP_LOW_1(DO, x) DO(x, "s1", "s17")
#define PICOMLP_LOW_3(DO, x) PICOMLP_LOW_2(DO, x) DO(x, "s2", "s18")
#define PICOMLP_LOW_4(DO, x) PICOMLP_LOW_3(DO, x) DO(x, "s3", "s19")
#define PICOMLP_LOW_5(DO, x) PICOMLP_LOW_4(DO, x) DO(x, "s4", "s20")
#define PICOMLP_LOW_6(DO, x) PICOMLP_LOW_5(DO, x) DO(x, "s5", "s21")
#define PICOMLP_LOW_7(DO, x) PICOMLP_LOW_6(DO, x) DO(x, "s6", "s22")
#define PICOMLP_LOW_8(DO, x) PICOMLP_LOW_7(DO, x) DO(x, "s7", "s23")
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

// A whole row, loaded before or stored after DO: SHORT has n floats, LONG has 8 + n. `last` names
// the registers of its last n floats.
#define PICOMLP_LOAD_SHORT(DO, n, last, x) "vldmia %[row]!, {" last "}\n" PICOMLP_LOW_##n(DO, x)
#define PICOMLP_LOAD_LONG(DO, n, last, x) \
    PICOMLP_LOAD_SHORT(DO, 8, "s0-s7", x) "vldmia %[row]!, {" last "}\n" PICOMLP_HIGH_##n(DO, x)
#define PICOMLP_STORE_SHORT(DO, n, last, x) PICOMLP_LOW_##n(DO, x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_STORE_LONG(DO, n, last, x) \
    PICOMLP_STORE_SHORT(DO, 8, "s0-s7", x) PICOMLP_HIGH_##n(DO, x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_TOTAL_SHORT(n) PICOMLP_LOW_##n(PICOMLP_FPU_TOTAL, "")
#define PICOMLP_TOTAL_LONG(n) PICOMLP_TOTAL_SHORT(8) PICOMLP_UPPER_##n(PICOMLP_FPU_TOTAL, "")
#define PICOMLP_ALL_REGISTERS                                                                      \
    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", \
        "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26", "s27", \
        "s28", "s29", "s30", "s31"

// add           z = from + sum over k of x[k] * row k, by madd, for `row_count` rows; plus total if
//               that is not null. Advances x and row past them.
// multiply      row k = x[k] * d for all inputs, and d as the row below them.
// sum_products  dx[k] = sum over o of row k[o] * d[o], by madd from +0, one after another.
// clang-format off
#define PICOMLP_DEFINE_NARROW(width, kind, n, last, terms, sums)                                 \
    template <>                                                                                  \
    struct fpu_narrow<width> {                                                                   \
        [[gnu::always_inline]] static void add(size_t row_count, const float* from,              \
                                               const float*& x, const float*& row,               \
                                               const float* total, float* z) {                   \
            size_t fours;                                                                        \
            asm volatile(                                                                        \
                "vldmia %[from], {" sums "}\n"                                                   \
                "lsrs %[fours], %[row_count], #2\n"                                              \
                "beq 2f\n"                                                                       \
                "1: vldmia %[x]!, {s8-s11}\n"                                                    \
                PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s8")                              \
                PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s9")                              \
                PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s10")                             \
                PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s11")                             \
                "subs %[fours], %[fours], #1\n"                                                  \
                "bne 1b\n"                                                                       \
                "2: ands %[row_count], %[row_count], #3\n"                                       \
                "beq 4f\n"                                                                       \
                "3: vldmia %[x]!, {s8}\n"                                                        \
                PICOMLP_LOAD_##kind(PICOMLP_FPU_ADD, n, last, "s8")                              \
                "subs %[row_count], %[row_count], #1\n"                                          \
                "bne 3b\n"                                                                       \
                "4: cmp %[total], #0\n"                                                          \
                "beq 5f\n"                                                                       \
                "vldmia %[total], {" terms "}\n" PICOMLP_TOTAL_##kind(n)                         \
                "5: vstmia %[z], {" sums "}\n"                                                   \
                : [x] "+r"(x), [row] "+r"(row), [row_count] "+r"(row_count), [fours] "=&r"(fours)\
                : [from] "r"(from), [total] "r"(total), [z] "r"(z)                               \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                        \
        }                                                                                        \
        [[gnu::always_inline]] static void multiply(size_t inputs, const float* x, const float* d,\
                                                    float* row) {                                \
            size_t pairs = inputs / 2;                                                           \
            asm volatile(                                                                        \
                "vldmia %[d], {" sums "}\n"                                                      \
                "cmp %[pairs], #0\n"                                                             \
                "beq 2f\n"                                                                       \
                "1: vldmia %[x]!, {s8-s9}\n"                                                     \
                PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s8")                        \
                PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s9")                        \
                "subs %[pairs], %[pairs], #1\n"                                                  \
                "bne 1b\n"                                                                       \
                "2: lsrs %[inputs], %[inputs], #1\n"                                             \
                "bcc 3f\n"                                                                       \
                "vldmia %[x]!, {s8}\n" PICOMLP_STORE_##kind(PICOMLP_FPU_MULTIPLY, n, last, "s8") \
                "3: vstmia %[row], {" sums "}\n"                                                 \
                : [x] "+r"(x), [row] "+r"(row), [pairs] "+r"(pairs), [inputs] "+r"(inputs)       \
                : [d] "r"(d)                                                                     \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                        \
        }                                                                                        \
        [[gnu::always_inline]] static void sum_products(size_t inputs, const float* row,         \
                                                        const float* d, float* dx) {             \
            size_t pairs = inputs / 2;                                                           \
            asm volatile(                                                                        \
                "vldmia %[d], {" sums "}\n"                                                      \
                "vmov s15, %[zero]\n"                                                            \
                "cmp %[pairs], #0\n"                                                             \
                "beq 2f\n"                                                                       \
                "1: vmov.f32 s8, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s8")      \
                "vmov.f32 s9, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s9")         \
                "vstmia %[dx]!, {s8-s9}\n"                                                       \
                "subs %[pairs], %[pairs], #1\n"                                                  \
                "bne 1b\n"                                                                       \
                "2: lsrs %[inputs], %[inputs], #1\n"                                             \
                "bcc 3f\n"                                                                       \
                "vmov.f32 s8, s15\n" PICOMLP_LOAD_##kind(PICOMLP_FPU_SUM, n, last, "s8")         \
                "vstmia %[dx], {s8}\n"                                                           \
                "3:\n"                                                                           \
                : [row] "+r"(row), [dx] "+r"(dx), [pairs] "+r"(pairs), [inputs] "+r"(inputs)     \
                : [d] "r"(d), [zero] "r"(0)                                                      \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                        \
        }                                                                                        \
    };
// clang-format on

PICOMLP_DEFINE_NARROW(1, SHORT, 1, "s0", "s0", "s16")
PICOMLP_DEFINE_NARROW(2, SHORT, 2, "s0-s1", "s0-s1", "s16-s17")
PICOMLP_DEFINE_NARROW(3, SHORT, 3, "s0-s2", "s0-s2", "s16-s18")
PICOMLP_DEFINE_NARROW(4, SHORT, 4, "s0-s3", "s0-s3", "s16-s19")
PICOMLP_DEFINE_NARROW(5, SHORT, 5, "s0-s4", "s0-s4", "s16-s20")
PICOMLP_DEFINE_NARROW(6, SHORT, 6, "s0-s5", "s0-s5", "s16-s21")
PICOMLP_DEFINE_NARROW(7, SHORT, 7, "s0-s6", "s0-s6", "s16-s22")
PICOMLP_DEFINE_NARROW(8, SHORT, 8, "s0-s7", "s0-s7", "s16-s23")
PICOMLP_DEFINE_NARROW(9, LONG, 1, "s0", "s0-s8", "s16-s24")
PICOMLP_DEFINE_NARROW(10, LONG, 2, "s0-s1", "s0-s9", "s16-s25")
PICOMLP_DEFINE_NARROW(11, LONG, 3, "s0-s2", "s0-s10", "s16-s26")
PICOMLP_DEFINE_NARROW(12, LONG, 4, "s0-s3", "s0-s11", "s16-s27")
PICOMLP_DEFINE_NARROW(13, LONG, 5, "s0-s4", "s0-s12", "s16-s28")
PICOMLP_DEFINE_NARROW(14, LONG, 6, "s0-s5", "s0-s13", "s16-s29")
PICOMLP_DEFINE_NARROW(15, LONG, 7, "s0-s6", "s0-s14", "s16-s30")
PICOMLP_DEFINE_NARROW(16, LONG, 8, "s0-s7", "s0-s15", "s16-s31")

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
