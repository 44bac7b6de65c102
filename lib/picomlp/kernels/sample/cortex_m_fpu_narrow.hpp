// A layer of up to sixteen outputs, whose whole row fits into registers: inner loops in assembly
// for each number of outputs, of which a program links those that it has.
//
// A row's first floats lie in s0-s7; the others come into s0-s7 after those are used. Sums, or what
// multiplies rows, lie in s16-s23 and s24-s31.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/sample/cortex_m_fpu_madd.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The loops for rows of Width floats, 1 to 16.
template <size_t Width>
struct fpu_narrow;

// For n floats: sums += x * row; sums = other + sums; row = x * sums; sum = row * sums + sum.
#define PICOMLP_VADD_1 "vadd.f32 s16, s0, s16\n"
#define PICOMLP_VADD_2 PICOMLP_VADD_1 "vadd.f32 s17, s1, s17\n"
#define PICOMLP_VADD_3 PICOMLP_VADD_2 "vadd.f32 s18, s2, s18\n"
#define PICOMLP_VADD_4 PICOMLP_VADD_3 "vadd.f32 s19, s3, s19\n"
#define PICOMLP_VADD_5 PICOMLP_VADD_4 "vadd.f32 s20, s4, s20\n"
#define PICOMLP_VADD_6 PICOMLP_VADD_5 "vadd.f32 s21, s5, s21\n"
#define PICOMLP_VADD_7 PICOMLP_VADD_6 "vadd.f32 s22, s6, s22\n"
#define PICOMLP_VADD_8 PICOMLP_VADD_7 "vadd.f32 s23, s7, s23\n"
#define PICOMLP_VADD_9 PICOMLP_VADD_8 "vadd.f32 s24, s8, s24\n"
#define PICOMLP_VADD_10 PICOMLP_VADD_9 "vadd.f32 s25, s9, s25\n"
#define PICOMLP_VADD_11 PICOMLP_VADD_10 "vadd.f32 s26, s10, s26\n"
#define PICOMLP_VADD_12 PICOMLP_VADD_11 "vadd.f32 s27, s11, s27\n"
#define PICOMLP_VADD_13 PICOMLP_VADD_12 "vadd.f32 s28, s12, s28\n"
#define PICOMLP_VADD_14 PICOMLP_VADD_13 "vadd.f32 s29, s13, s29\n"
#define PICOMLP_VADD_15 PICOMLP_VADD_14 "vadd.f32 s30, s14, s30\n"
#define PICOMLP_VADD_16 PICOMLP_VADD_15 "vadd.f32 s31, s15, s31\n"
#define PICOMLP_ADD_LOW_1(x) PICOMLP_MADD("s16", x, "s0")
#define PICOMLP_ADD_LOW_2(x) PICOMLP_ADD_LOW_1(x) PICOMLP_MADD("s17", x, "s1")
#define PICOMLP_ADD_LOW_3(x) PICOMLP_ADD_LOW_2(x) PICOMLP_MADD("s18", x, "s2")
#define PICOMLP_ADD_LOW_4(x) PICOMLP_ADD_LOW_3(x) PICOMLP_MADD("s19", x, "s3")
#define PICOMLP_ADD_LOW_5(x) PICOMLP_ADD_LOW_4(x) PICOMLP_MADD("s20", x, "s4")
#define PICOMLP_ADD_LOW_6(x) PICOMLP_ADD_LOW_5(x) PICOMLP_MADD("s21", x, "s5")
#define PICOMLP_ADD_LOW_7(x) PICOMLP_ADD_LOW_6(x) PICOMLP_MADD("s22", x, "s6")
#define PICOMLP_ADD_LOW_8(x) PICOMLP_ADD_LOW_7(x) PICOMLP_MADD("s23", x, "s7")
#define PICOMLP_MULTIPLY_LOW_1(x) "vmul.f32 s0, " x ", s16\n"
#define PICOMLP_MULTIPLY_LOW_2(x) PICOMLP_MULTIPLY_LOW_1(x) "vmul.f32 s1, " x ", s17\n"
#define PICOMLP_MULTIPLY_LOW_3(x) PICOMLP_MULTIPLY_LOW_2(x) "vmul.f32 s2, " x ", s18\n"
#define PICOMLP_MULTIPLY_LOW_4(x) PICOMLP_MULTIPLY_LOW_3(x) "vmul.f32 s3, " x ", s19\n"
#define PICOMLP_MULTIPLY_LOW_5(x) PICOMLP_MULTIPLY_LOW_4(x) "vmul.f32 s4, " x ", s20\n"
#define PICOMLP_MULTIPLY_LOW_6(x) PICOMLP_MULTIPLY_LOW_5(x) "vmul.f32 s5, " x ", s21\n"
#define PICOMLP_MULTIPLY_LOW_7(x) PICOMLP_MULTIPLY_LOW_6(x) "vmul.f32 s6, " x ", s22\n"
#define PICOMLP_MULTIPLY_LOW_8(x) PICOMLP_MULTIPLY_LOW_7(x) "vmul.f32 s7, " x ", s23\n"
#define PICOMLP_SUM_LOW_1(sum) PICOMLP_MADD(sum, "s16", "s0")
#define PICOMLP_SUM_LOW_2(sum) PICOMLP_SUM_LOW_1(sum) PICOMLP_MADD(sum, "s17", "s1")
#define PICOMLP_SUM_LOW_3(sum) PICOMLP_SUM_LOW_2(sum) PICOMLP_MADD(sum, "s18", "s2")
#define PICOMLP_SUM_LOW_4(sum) PICOMLP_SUM_LOW_3(sum) PICOMLP_MADD(sum, "s19", "s3")
#define PICOMLP_SUM_LOW_5(sum) PICOMLP_SUM_LOW_4(sum) PICOMLP_MADD(sum, "s20", "s4")
#define PICOMLP_SUM_LOW_6(sum) PICOMLP_SUM_LOW_5(sum) PICOMLP_MADD(sum, "s21", "s5")
#define PICOMLP_SUM_LOW_7(sum) PICOMLP_SUM_LOW_6(sum) PICOMLP_MADD(sum, "s22", "s6")
#define PICOMLP_SUM_LOW_8(sum) PICOMLP_SUM_LOW_7(sum) PICOMLP_MADD(sum, "s23", "s7")
#define PICOMLP_ADD_HIGH_1(x) PICOMLP_MADD("s24", x, "s0")
#define PICOMLP_ADD_HIGH_2(x) PICOMLP_ADD_HIGH_1(x) PICOMLP_MADD("s25", x, "s1")
#define PICOMLP_ADD_HIGH_3(x) PICOMLP_ADD_HIGH_2(x) PICOMLP_MADD("s26", x, "s2")
#define PICOMLP_ADD_HIGH_4(x) PICOMLP_ADD_HIGH_3(x) PICOMLP_MADD("s27", x, "s3")
#define PICOMLP_ADD_HIGH_5(x) PICOMLP_ADD_HIGH_4(x) PICOMLP_MADD("s28", x, "s4")
#define PICOMLP_ADD_HIGH_6(x) PICOMLP_ADD_HIGH_5(x) PICOMLP_MADD("s29", x, "s5")
#define PICOMLP_ADD_HIGH_7(x) PICOMLP_ADD_HIGH_6(x) PICOMLP_MADD("s30", x, "s6")
#define PICOMLP_ADD_HIGH_8(x) PICOMLP_ADD_HIGH_7(x) PICOMLP_MADD("s31", x, "s7")
#define PICOMLP_MULTIPLY_HIGH_1(x) "vmul.f32 s0, " x ", s24\n"
#define PICOMLP_MULTIPLY_HIGH_2(x) PICOMLP_MULTIPLY_HIGH_1(x) "vmul.f32 s1, " x ", s25\n"
#define PICOMLP_MULTIPLY_HIGH_3(x) PICOMLP_MULTIPLY_HIGH_2(x) "vmul.f32 s2, " x ", s26\n"
#define PICOMLP_MULTIPLY_HIGH_4(x) PICOMLP_MULTIPLY_HIGH_3(x) "vmul.f32 s3, " x ", s27\n"
#define PICOMLP_MULTIPLY_HIGH_5(x) PICOMLP_MULTIPLY_HIGH_4(x) "vmul.f32 s4, " x ", s28\n"
#define PICOMLP_MULTIPLY_HIGH_6(x) PICOMLP_MULTIPLY_HIGH_5(x) "vmul.f32 s5, " x ", s29\n"
#define PICOMLP_MULTIPLY_HIGH_7(x) PICOMLP_MULTIPLY_HIGH_6(x) "vmul.f32 s6, " x ", s30\n"
#define PICOMLP_MULTIPLY_HIGH_8(x) PICOMLP_MULTIPLY_HIGH_7(x) "vmul.f32 s7, " x ", s31\n"
#define PICOMLP_SUM_HIGH_1(sum) PICOMLP_MADD(sum, "s24", "s0")
#define PICOMLP_SUM_HIGH_2(sum) PICOMLP_SUM_HIGH_1(sum) PICOMLP_MADD(sum, "s25", "s1")
#define PICOMLP_SUM_HIGH_3(sum) PICOMLP_SUM_HIGH_2(sum) PICOMLP_MADD(sum, "s26", "s2")
#define PICOMLP_SUM_HIGH_4(sum) PICOMLP_SUM_HIGH_3(sum) PICOMLP_MADD(sum, "s27", "s3")
#define PICOMLP_SUM_HIGH_5(sum) PICOMLP_SUM_HIGH_4(sum) PICOMLP_MADD(sum, "s28", "s4")
#define PICOMLP_SUM_HIGH_6(sum) PICOMLP_SUM_HIGH_5(sum) PICOMLP_MADD(sum, "s29", "s5")
#define PICOMLP_SUM_HIGH_7(sum) PICOMLP_SUM_HIGH_6(sum) PICOMLP_MADD(sum, "s30", "s6")
#define PICOMLP_SUM_HIGH_8(sum) PICOMLP_SUM_HIGH_7(sum) PICOMLP_MADD(sum, "s31", "s7")

// A row of n floats, which lie in `last`, and one of n more than eight.
#define PICOMLP_ADD_SHORT(n, last, x) "vldmia %[row]!, {" last "}\n" PICOMLP_ADD_LOW_##n(x)
#define PICOMLP_ADD_LONG(n, last, x) \
    PICOMLP_ADD_SHORT(8, "s0-s7", x) "vldmia %[row]!, {" last "}\n" PICOMLP_ADD_HIGH_##n(x)
#define PICOMLP_MULTIPLY_SHORT(n, last, x) \
    PICOMLP_MULTIPLY_LOW_##n(x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_MULTIPLY_LONG(n, last, x) \
    PICOMLP_MULTIPLY_SHORT(8, "s0-s7", x) \
    PICOMLP_MULTIPLY_HIGH_##n(x) "vstmia %[row]!, {" last "}\n"
#define PICOMLP_SUM_SHORT(n, last, sum) "vldmia %[row]!, {" last "}\n" PICOMLP_SUM_LOW_##n(sum)
#define PICOMLP_SUM_LONG(n, last, sum) \
    PICOMLP_SUM_SHORT(8, "s0-s7", sum) "vldmia %[row]!, {" last "}\n" PICOMLP_SUM_HIGH_##n(sum)
#define PICOMLP_ALL_REGISTERS                                                                      \
    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", \
        "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26", "s27", \
        "s28", "s29", "s30", "s31"

// add: z = from + x[k] * row k for `rows` rows, by madd; with `total`, those sums are added to
//   total. Leaves x and row behind them.
// multiply: row k = x[k] * d for all inputs, and d below them.
// sum_products: dx[k] = madd(row k, d) over its elements in turn, from +0.
#define PICOMLP_DEFINE_NARROW(width, kind, n, last, terms, sums)                                   \
    template <>                                                                                    \
    struct fpu_narrow<width> {                                                                     \
        [[gnu::always_inline]] static void add(size_t rows, const float* from, const float*& x,    \
                                               const float*& row, const float* total, float* z) {  \
            size_t fours;                                                                          \
            asm volatile( \
                "vldmia %[from], {" sums "}\n" \
                "lsrs %[fours], %[rows], #2\n" \
                "beq 2f\n" \
                "1: vldmia %[x]!, {s8-s11}\n" PICOMLP_ADD_##kind(n, last, "s8") \
                PICOMLP_ADD_##kind(n, last, "s9") PICOMLP_ADD_##kind(n, last, "s10") \
                PICOMLP_ADD_##kind(n, last, "s11") \
                "subs %[fours], %[fours], #1\n" \
                "bne 1b\n" \
                "2: ands %[rows], %[rows], #3\n" \
                "beq 4f\n" \
                "3: vldmia %[x]!, {s8}\n" PICOMLP_ADD_##kind(n, last, "s8") \
                "subs %[rows], %[rows], #1\n" \
                "bne 3b\n" \
                "4: cmp %[total], #0\n" \
                "beq 5f\n" \
                "vldmia %[total], {" terms "}\n" PICOMLP_VADD_##width \
                "5: vstmia %[z], {" sums "}\n" \
                : [x] "+r"(x), [row] "+r"(row), [rows] "+r"(rows), [fours] "=&r"(fours) \
                : [from] "r"(from), [total] "r"(total), [z] "r"(z) \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                                                        \
        }                                                                                          \
        [[gnu::always_inline]] static void multiply(size_t inputs, const float* x, const float* d, \
                                                    float* row) {                                  \
            size_t pairs = inputs / 2;                                                             \
            asm volatile( \
                "vldmia %[d], {" sums "}\n" \
                "cmp %[pairs], #0\n" \
                "beq 2f\n" \
                "1: vldmia %[x]!, {s8-s9}\n" PICOMLP_MULTIPLY_##kind(n, last, "s8") \
                PICOMLP_MULTIPLY_##kind(n, last, "s9") \
                "subs %[pairs], %[pairs], #1\n" \
                "bne 1b\n" \
                "2: lsrs %[inputs], %[inputs], #1\n" \
                "bcc 3f\n" \
                "vldmia %[x]!, {s8}\n" PICOMLP_MULTIPLY_##kind(n, last, "s8") \
                "3: vstmia %[row], {" sums "}\n" \
                : [x] "+r"(x), [row] "+r"(row), [pairs] "+r"(pairs), [inputs] "+r"(inputs) \
                : [d] "r"(d) \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                                                        \
        }                                                                                          \
        [[gnu::always_inline]] static void sum_products(size_t inputs, const float* row,           \
                                                        const float* d, float* dx) {               \
            size_t pairs = inputs / 2;                                                             \
            asm volatile( \
                "vldmia %[d], {" sums "}\n" \
                "vmov s15, %[zero]\n" \
                "cmp %[pairs], #0\n" \
                "beq 2f\n" \
                "1: vmov.f32 s8, s15\n" PICOMLP_SUM_##kind(n, last, "s8") \
                "vmov.f32 s9, s15\n" PICOMLP_SUM_##kind(n, last, "s9") \
                "vstmia %[dx]!, {s8-s9}\n" \
                "subs %[pairs], %[pairs], #1\n" \
                "bne 1b\n" \
                "2: lsrs %[inputs], %[inputs], #1\n" \
                "bcc 3f\n" \
                "vmov.f32 s8, s15\n" PICOMLP_SUM_##kind(n, last, "s8") \
                "vstmia %[dx], {s8}\n" \
                "3:\n" \
                : [row] "+r"(row), [dx] "+r"(dx), [pairs] "+r"(pairs), [inputs] "+r"(inputs) \
                : [d] "r"(d), [zero] "r"(0) \
                : PICOMLP_ALL_REGISTERS, "cc", "memory");                                                                        \
        }                                                                                          \
    };

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

#undef PICOMLP_DEFINE_NARROW
#undef PICOMLP_ALL_REGISTERS
#undef PICOMLP_ADD_SHORT
#undef PICOMLP_ADD_LONG
#undef PICOMLP_MULTIPLY_SHORT
#undef PICOMLP_MULTIPLY_LONG
#undef PICOMLP_SUM_SHORT
#undef PICOMLP_SUM_LONG
#undef PICOMLP_VADD_1
#undef PICOMLP_VADD_2
#undef PICOMLP_VADD_3
#undef PICOMLP_VADD_4
#undef PICOMLP_VADD_5
#undef PICOMLP_VADD_6
#undef PICOMLP_VADD_7
#undef PICOMLP_VADD_8
#undef PICOMLP_VADD_9
#undef PICOMLP_VADD_10
#undef PICOMLP_VADD_11
#undef PICOMLP_VADD_12
#undef PICOMLP_VADD_13
#undef PICOMLP_VADD_14
#undef PICOMLP_VADD_15
#undef PICOMLP_VADD_16
#undef PICOMLP_ADD_LOW_1
#undef PICOMLP_MULTIPLY_LOW_1
#undef PICOMLP_SUM_LOW_1
#undef PICOMLP_ADD_HIGH_1
#undef PICOMLP_MULTIPLY_HIGH_1
#undef PICOMLP_SUM_HIGH_1
#undef PICOMLP_ADD_LOW_2
#undef PICOMLP_MULTIPLY_LOW_2
#undef PICOMLP_SUM_LOW_2
#undef PICOMLP_ADD_HIGH_2
#undef PICOMLP_MULTIPLY_HIGH_2
#undef PICOMLP_SUM_HIGH_2
#undef PICOMLP_ADD_LOW_3
#undef PICOMLP_MULTIPLY_LOW_3
#undef PICOMLP_SUM_LOW_3
#undef PICOMLP_ADD_HIGH_3
#undef PICOMLP_MULTIPLY_HIGH_3
#undef PICOMLP_SUM_HIGH_3
#undef PICOMLP_ADD_LOW_4
#undef PICOMLP_MULTIPLY_LOW_4
#undef PICOMLP_SUM_LOW_4
#undef PICOMLP_ADD_HIGH_4
#undef PICOMLP_MULTIPLY_HIGH_4
#undef PICOMLP_SUM_HIGH_4
#undef PICOMLP_ADD_LOW_5
#undef PICOMLP_MULTIPLY_LOW_5
#undef PICOMLP_SUM_LOW_5
#undef PICOMLP_ADD_HIGH_5
#undef PICOMLP_MULTIPLY_HIGH_5
#undef PICOMLP_SUM_HIGH_5
#undef PICOMLP_ADD_LOW_6
#undef PICOMLP_MULTIPLY_LOW_6
#undef PICOMLP_SUM_LOW_6
#undef PICOMLP_ADD_HIGH_6
#undef PICOMLP_MULTIPLY_HIGH_6
#undef PICOMLP_SUM_HIGH_6
#undef PICOMLP_ADD_LOW_7
#undef PICOMLP_MULTIPLY_LOW_7
#undef PICOMLP_SUM_LOW_7
#undef PICOMLP_ADD_HIGH_7
#undef PICOMLP_MULTIPLY_HIGH_7
#undef PICOMLP_SUM_HIGH_7
#undef PICOMLP_ADD_LOW_8
#undef PICOMLP_MULTIPLY_LOW_8
#undef PICOMLP_SUM_LOW_8
#undef PICOMLP_ADD_HIGH_8
#undef PICOMLP_MULTIPLY_HIGH_8
#undef PICOMLP_SUM_HIGH_8

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
