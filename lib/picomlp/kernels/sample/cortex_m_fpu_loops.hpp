// SPDX-License-Identifier: MIT
// Inner loops of kernels/sample/cortex_m_fpu.hpp in assembly, where compilers add moves and stores.
// Each load or store takes as many registers as are free. Counts are exact: nothing outside is read
// or written. Pointers passed by reference are advanced past the elements.
#pragma once

#include <stddef.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/cortex_m_fpu_registers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {
namespace fpu_loops {

// madd(rate, g, w) of twelve: w in s0-s11, g in s12-s23, rate in s24.
#define PICOMLP_AXPY_TWELVE                                                                      \
    PICOMLP_MADD_FOUR("s0", "s24", "s12", "s1", "s24", "s13", "s2", "s24", "s14", "s3", "s24",   \
                      "s15")                                                                     \
    PICOMLP_MADD_FOUR("s4", "s24", "s16", "s5", "s24", "s17", "s6", "s24", "s18", "s7", "s24",   \
                      "s19")                                                                     \
    PICOMLP_MADD_FOUR("s8", "s24", "s20", "s9", "s24", "s21", "s10", "s24", "s22", "s11", "s24", \
                      "s23")

#define PICOMLP_AXPY_REGISTERS                                                                     \
    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", \
        "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23"

/// w = madd(rate, g, w) for 24 * iterations elements.
[[gnu::always_inline]] inline void axpy(size_t iterations, float rate, const float*& g, float*& w) {
    register float factor asm("s24") = rate;
    asm volatile(
        "1: vldmia %[g]!, {s12-s23}\n"
        "vldmia %[w], {s0-s11}\n" PICOMLP_AXPY_TWELVE
        "vstmia %[w]!, {s0-s11}\n"
        "vldmia %[g]!, {s12-s23}\n"
        "vldmia %[w], {s0-s11}\n" PICOMLP_AXPY_TWELVE
        "vstmia %[w]!, {s0-s11}\n"
        "subs %[iterations], %[iterations], #1\n"
        "bne 1b\n"
        : [g] "+r"(g), [w] "+r"(w), [iterations] "+r"(iterations)
        : "t"(factor)
        : PICOMLP_AXPY_REGISTERS, "cc", "memory");
}

/// A sum of products of neighbouring results madd(rate, g, w), for 24 * iterations elements, in any
/// order. If it is finite, all results are.
[[gnu::always_inline]] inline float axpy_products(size_t iterations, float rate, const float*& g,
                                                  const float*& w) {
    register float factor asm("s24") = rate;
    register float a asm("s25") = 0.0F;
    register float b asm("s26") = 0.0F;
#define PICOMLP_ADD_PRODUCTS \
    "vfma.f32 s25, s0, s1\n" \
    "vfma.f32 s26, s2, s3\n" \
    "vfma.f32 s25, s4, s5\n" \
    "vfma.f32 s26, s6, s7\n" \
    "vfma.f32 s25, s8, s9\n" \
    "vfma.f32 s26, s10, s11\n"
    asm volatile(
        "1: vldmia %[g]!, {s12-s23}\n"
        "vldmia %[w]!, {s0-s11}\n" PICOMLP_AXPY_TWELVE PICOMLP_ADD_PRODUCTS
        "vldmia %[g]!, {s12-s23}\n"
        "vldmia %[w]!, {s0-s11}\n" PICOMLP_AXPY_TWELVE PICOMLP_ADD_PRODUCTS
        "subs %[iterations], %[iterations], #1\n"
        "bne 1b\n"
        : [g] "+r"(g), [w] "+r"(w), [iterations] "+r"(iterations), "+t"(a), "+t"(b)
        : "t"(factor)
        : PICOMLP_AXPY_REGISTERS, "cc", "memory");
#undef PICOMLP_ADD_PRODUCTS
    return a + b;
}

#undef PICOMLP_AXPY_TWELVE
#undef PICOMLP_AXPY_REGISTERS

/// row[k][0 .. 16) = x[k] * d[0 .. 16) for 2 * iterations rows. `stride` is the number of bytes
/// from the end of one row's sixteen elements to the next row's.
[[gnu::always_inline]] inline void multiply_sixteen(size_t iterations, const float*& x,
                                                    const float* d, float*& row, size_t stride) {
#define PICOMLP_EIGHT_PRODUCTS(x, d0, d1, d2, d3, d4, d5, d6, d7) \
    "vmul.f32 s0, " x ", " d0                                     \
    "\n"                                                          \
    "vmul.f32 s1, " x ", " d1                                     \
    "\n"                                                          \
    "vmul.f32 s2, " x ", " d2                                     \
    "\n"                                                          \
    "vmul.f32 s3, " x ", " d3                                     \
    "\n"                                                          \
    "vmul.f32 s4, " x ", " d4                                     \
    "\n"                                                          \
    "vmul.f32 s5, " x ", " d5                                     \
    "\n"                                                          \
    "vmul.f32 s6, " x ", " d6                                     \
    "\n"                                                          \
    "vmul.f32 s7, " x ", " d7                                     \
    "\n"                                                          \
    "vstmia %[row]!, {s0-s7}\n"
#define PICOMLP_SIXTEEN_PRODUCTS(x)                                                   \
    PICOMLP_EIGHT_PRODUCTS(x, "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23") \
    PICOMLP_EIGHT_PRODUCTS(x, "s24", "s25", "s26", "s27", "s28", "s29", "s30", "s31") \
    "add %[row], %[row], %[stride]\n"
    asm volatile(
        "vldmia %[d], {s16-s31}\n"
        "1: vldmia %[x]!, {s8-s9}\n" PICOMLP_SIXTEEN_PRODUCTS("s8") PICOMLP_SIXTEEN_PRODUCTS("s9")
        "subs %[iterations], %[iterations], #1\n"
        "bne 1b\n"
        : [x] "+r"(x), [row] "+r"(row), [iterations] "+r"(iterations)
        : [d] "r"(d), [stride] "r"(stride)
        : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s16", "s17", "s18", "s19",
          "s20", "s21", "s22", "s23", "s24", "s25", "s26", "s27", "s28", "s29", "s30", "s31", "cc",
          "memory");
#undef PICOMLP_SIXTEEN_PRODUCTS
#undef PICOMLP_EIGHT_PRODUCTS
}

/// z[0 .. 16) = from[0 .. 16) + sum over k of x[k] * row[k][0 .. 16), by madd, for `row_count`
/// rows; plus total[0 .. 16) if `total` is not null. `stride` as above.
[[gnu::always_inline]] inline void add_sixteen(size_t row_count, const float* from, const float*& x,
                                               const float*& row, size_t stride, const float* total,
                                               float* z) {
#define PICOMLP_ADD_ROW(x)                                                                        \
    "vldmia %[row]!, {s0-s7}\n" PICOMLP_MADD_FOUR("s16", x, "s0", "s17", x, "s1", "s18", x, "s2", \
                                                  "s19", x, "s3")                                 \
        PICOMLP_MADD_FOUR(                                                                        \
            "s20", x, "s4", "s21", x, "s5", "s22", x, "s6", "s23", x,                             \
            "s7") "vldmia %[row]!, {s0-s7}\n" PICOMLP_MADD_FOUR("s24", x, "s0", "s25", x, "s1",   \
                                                                "s26", x, "s2", "s27", x, "s3")   \
            PICOMLP_MADD_FOUR("s28", x, "s4", "s29", x, "s5", "s30", x, "s6", "s31", x,           \
                              "s7") "add %[row], %[row], %[stride]\n"
    size_t fours;
    asm volatile(
        "vldmia %[from], {s16-s31}\n"
        "lsrs %[fours], %[row_count], #2\n"
        "beq 2f\n"
        "1: vldmia %[x]!, {s8-s11}\n" PICOMLP_ADD_ROW("s8") PICOMLP_ADD_ROW("s9")
            PICOMLP_ADD_ROW("s10") PICOMLP_ADD_ROW("s11")
        "subs %[fours], %[fours], #1\n"
        "bne 1b\n"
        "2: ands %[row_count], %[row_count], #3\n"
        "beq 4f\n"
        "3: vldmia %[x]!, {s8}\n" PICOMLP_ADD_ROW("s8")
        "subs %[row_count], %[row_count], #1\n"
        "bne 3b\n"
        "4: cmp %[total], #0\n"
        "beq 5f\n"
        "vldmia %[total], {s0-s15}\n"
        "vadd.f32 s16, s0, s16\n"
        "vadd.f32 s17, s1, s17\n"
        "vadd.f32 s18, s2, s18\n"
        "vadd.f32 s19, s3, s19\n"
        "vadd.f32 s20, s4, s20\n"
        "vadd.f32 s21, s5, s21\n"
        "vadd.f32 s22, s6, s22\n"
        "vadd.f32 s23, s7, s23\n"
        "vadd.f32 s24, s8, s24\n"
        "vadd.f32 s25, s9, s25\n"
        "vadd.f32 s26, s10, s26\n"
        "vadd.f32 s27, s11, s27\n"
        "vadd.f32 s28, s12, s28\n"
        "vadd.f32 s29, s13, s29\n"
        "vadd.f32 s30, s14, s30\n"
        "vadd.f32 s31, s15, s31\n"
        "5: vstmia %[z], {s16-s31}\n"
        : [x] "+r"(x), [row] "+r"(row), [row_count] "+r"(row_count), [fours] "=&r"(fours)
        : [from] "r"(from), [stride] "r"(stride), [total] "r"(total), [z] "r"(z)
        : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13",
          "s14", "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26",
          "s27", "s28", "s29", "s30", "s31", "cc", "memory");
#undef PICOMLP_ADD_ROW
}

/// Where sums start from +0.
inline constexpr float zeros[16] = {};

/// Four accumulators of one sum.
struct four_sums {
    float a, b, c, d;
};

/// The sums over o of row[o] * delta[o] for two rows of 8 * eights outputs, by madd from +0: output
/// o belongs to accumulator o mod 4.
[[gnu::always_inline]] inline void sum_two_rows(size_t eights, const float*& delta,
                                                const float*& row, const float*& next,
                                                four_sums& row_sum, four_sums& next_sum) {
#define PICOMLP_ADD_EIGHT(a, b, c, d)                                               \
    PICOMLP_MADD_FOUR(a, "s0", "s8", b, "s1", "s9", c, "s2", "s10", d, "s3", "s11") \
    PICOMLP_MADD_FOUR(a, "s4", "s12", b, "s5", "s13", c, "s6", "s14", d, "s7", "s15")
    register float a asm("s16") = 0.0F;
    register float b asm("s17") = 0.0F;
    register float c asm("s18") = 0.0F;
    register float d asm("s19") = 0.0F;
    register float e asm("s20") = 0.0F;
    register float f asm("s21") = 0.0F;
    register float g asm("s22") = 0.0F;
    register float h asm("s23") = 0.0F;
    asm volatile(
        "1: vldmia %[delta]!, {s0-s7}\n"
        "vldmia %[row]!, {s8-s15}\n" PICOMLP_ADD_EIGHT("s16", "s17", "s18", "s19")
        "vldmia %[next]!, {s8-s15}\n" PICOMLP_ADD_EIGHT("s20", "s21", "s22", "s23")
        "subs %[eights], %[eights], #1\n"
        "bne 1b\n"
        : [delta] "+r"(delta), [row] "+r"(row), [next] "+r"(next), [eights] "+r"(eights), "+t"(a),
          "+t"(b), "+t"(c), "+t"(d), "+t"(e), "+t"(f), "+t"(g), "+t"(h)
        :
        : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13",
          "s14", "s15", "cc", "memory");
#undef PICOMLP_ADD_EIGHT
    row_sum = {a, b, c, d};
    next_sum = {e, f, g, h};
}

// Relu in the integer registers, four numbers at a time: a comparison costs one instruction there
// and two in the floating-point unit. See kernels/sample/scalar_backend.hpp for the comparison.

/// z = max(z, 0) for four numbers; NaN becomes +0.
[[gnu::always_inline]] inline void relu_four(float*& z) {
    asm volatile(
        "ldmia %[z], {r4, r5, r6, r8}\n"
        "cmp r4, %[infinity]\n"
        "it hi\n"
        "movhi r4, #0\n"
        "cmp r5, %[infinity]\n"
        "it hi\n"
        "movhi r5, #0\n"
        "cmp r6, %[infinity]\n"
        "it hi\n"
        "movhi r6, #0\n"
        "cmp r8, %[infinity]\n"
        "it hi\n"
        "movhi r8, #0\n"
        "stmia %[z]!, {r4, r5, r6, r8}\n"
        : [z] "+r"(z)
        : [infinity] "r"(detail::ieee_layout<float>::infinity)
        : "r4", "r5", "r6", "r8", "cc", "memory");
}

/// z = max(z, 0) for numbers of which none is NaN.
template <size_t Count>
[[gnu::always_inline]] inline void clear_negative(float* z) {
#define PICOMLP_CLEAR(x) "bic " x ", " x ", " x ", asr #31\n"
    if constexpr (Count >= 8) {
        asm volatile(
            "ldmia %[z], {r4, r5, r6, r8, r9, r10, r11, r12}\n" PICOMLP_CLEAR("r4")
                PICOMLP_CLEAR("r5") PICOMLP_CLEAR("r6") PICOMLP_CLEAR("r8") PICOMLP_CLEAR("r9")
                    PICOMLP_CLEAR("r10") PICOMLP_CLEAR("r11")
                        PICOMLP_CLEAR("r12") "stmia %[z]!, {r4, r5, r6, r8, r9, r10, r11, r12}\n"
            : [z] "+r"(z)
            :
            : "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "memory");
        clear_negative<Count - 8>(z);
    } else if constexpr (Count >= 5) {
        asm volatile("ldmia %[z], {r4, r5, r6, r8, r9}\n" PICOMLP_CLEAR("r4") PICOMLP_CLEAR("r5")
                         PICOMLP_CLEAR("r6") PICOMLP_CLEAR("r8")
                             PICOMLP_CLEAR("r9") "stmia %[z]!, {r4, r5, r6, r8, r9}\n"
                     : [z] "+r"(z)
                     :
                     : "r4", "r5", "r6", "r8", "r9", "memory");
        clear_negative<Count - 5>(z);
    } else if constexpr (Count >= 2) {
        asm volatile("ldmia %[z], {r4, r5}\n" PICOMLP_CLEAR("r4")
                         PICOMLP_CLEAR("r5") "stmia %[z]!, {r4, r5}\n"
                     : [z] "+r"(z)
                     :
                     : "r4", "r5", "memory");
        clear_negative<Count - 2>(z);
    } else if constexpr (Count == 1) {
        asm volatile("ldr r4, [%[z]]\n" PICOMLP_CLEAR("r4") "str r4, [%[z]]\n"
                     :
                     : [z] "r"(z)
                     : "r4", "memory");
    }
#undef PICOMLP_CLEAR
}

/// x = +0 where a > 0 does not hold, for four numbers.
[[gnu::always_inline]] inline void relu_backward_four(const float*& a, float*& x) {
#define PICOMLP_RELU_MASK(x) \
    "ldr r4, [%[a]], #4\n"   \
    "sub r4, r4, #1\n"       \
    "cmp r4, %[infinity]\n"  \
    "it hs\n"                \
    "movhs " x ", #0\n"
    asm volatile("ldmia %[x], {r5, r6, r8, r9}\n" PICOMLP_RELU_MASK("r5") PICOMLP_RELU_MASK("r6")
                     PICOMLP_RELU_MASK("r8")
                         PICOMLP_RELU_MASK("r9") "stmia %[x]!, {r5, r6, r8, r9}\n"
                 : [a] "+r"(a), [x] "+r"(x)
                 : [infinity] "r"(detail::ieee_layout<float>::infinity)
                 : "r4", "r5", "r6", "r8", "r9", "cc", "memory");
#undef PICOMLP_RELU_MASK
}

}  // namespace fpu_loops
}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
