// SPDX-License-Identifier: MIT
// The loop of unpacked_terms (kernels/sample/unpacked_terms.hpp) in the instructions of a
// Cortex-M3. gcc takes a quarter more of them: it keeps what plain arithmetic might want, and asks
// again what the flags of an instruction have told. For gcc: the loop wants 13 registers.
#pragma once

#if defined(__thumb2__) && defined(__OPTIMIZE__) && !defined(__clang__)
#define PICOMLP_THUMB2_PRODUCTS

#include <stdint.h>

#include "picomlp/base/profile.hpp"

// clang-format off

// Operands: the sum's sign, exponent and significand ("sum"), as unpacked_float has them; top is
// its highest bit, most is 254. A term writes them last, when nothing can stop it any more. Labels:
// a term begins at 1 and ends at 2; at 9 it is left to plain arithmetic; 10 is behind the loop.

// t0, t2, t3 = sign, exponent, significand of the numbers t0 and t1. Zeros go to 3 (t0) and 4,
// where t2 is 254 less the exponent field of t0. The product's lower word is t1: all bits are
// there, so that ties are no question (6, and 7 with the highest bit set). An exponent that is too
// large or too small is more than 253, as an unsigned number; that is seen where it is the sum's.
#define PICOMLP_THUMB2_MULTIPLY(field)                                                      \
    "lsls %[t2], %[t0], #1\n"                                                               \
    "beq 3f\n"                                                                              \
    field                                                                                   \
    "ubfx %[t3], %[t1], #23, #8\n"                                                          \
    "sub %[t3], %[t3], #1\n"                                                                \
    "cmp %[t2], #253\n"                                                                     \
    "it ls\n"                                                                               \
    "cmpls %[t3], #253\n"                                                                   \
    "bhi 4f\n"                                                                              \
    "sub %[t2], %[t3], %[t2]\n"                                                             \
    "orr %[t3], %[top], %[t0], lsl #8\n"                                                    \
    "eor %[t0], %[t0], %[t1]\n"                                                             \
    "orr %[t1], %[top], %[t1], lsl #8\n"                                                    \
    "umull %[t1], %[t3], %[t3], %[t1]\n"                                                    \
    "adds %[t3], %[t3], #64\n"                                                              \
    "bmi 5f\n"                                                                              \
    "tst %[t3], #127\n"                                                                     \
    "beq 6f\n"                                                                              \
    "16: lsr %[t3], %[t3], #7\n"                                                            \
    "lsl %[t3], %[t3], #8\n"                                                                \
    "add %[t2], %[t2], #127\n"

// Rounds the sum t3, of which one part has been shifted by t1. `more` is done to exponent and sign.
#define PICOMLP_THUMB2_ROUND(round, tie, even, more) \
    round ": adds %[t3], %[t3], #128\n"              \
    "bcs 9f\n"                                       \
    "tst %[t3], #255\n"                              \
    "beq " tie "\n"                                  \
    even ": bic %[sum], %[t3], #255\n"               \
    more                                             \
    "2: cmp %[a], %[end]\n"                          \
    "bne 1b\n"                                       \
    "b 10f\n"

// Where rounding met a low byte of 128: a tie, if no bit was dropped.
#define PICOMLP_THUMB2_TIE(tie, even) \
    tie ": cmp %[t1], #8\n"           \
    "bhi 9f\n"                        \
    "bic %[t3], %[t3], #256\n"        \
    "b " even "\n"

// Adds t0, t2, t3 to the sum.
#define PICOMLP_THUMB2_ADD                                                             \
    "17: teq %[t0], %[sign]\n"                                                         \
    "bmi 30f\n"                                                                        \
    "subs %[t1], %[exponent], %[t2]\n"                                                 \
    "blo 21f\n"                                                                        \
    "lsr %[t3], %[t3], %[t1]\n"                                                        \
    "adds %[t3], %[sum], %[t3]\n"                                                      \
    "bcs 22f\n"                                                                        \
    PICOMLP_THUMB2_ROUND("20", "24f", "25", "")                                        \
    /* The product's highest bit is set; or rounding has set it, and none is below. */ \
    "5: add %[t3], %[t3], #64\n"                                                       \
    "tst %[t3], #255\n"                                                                \
    "beq 7f\n"                                                                         \
    "18: bic %[t3], %[t3], #255\n"                                                     \
    "add %[t2], %[t2], #128\n"                                                         \
    "b 17b\n"                                                                          \
    /* The product's exponent is larger. */                                            \
    "21: rsb %[t1], %[t1], #0\n"                                                       \
    "cmp %[t2], #253\n"                                                                \
    "bhi 9f\n"                                                                         \
    "lsr %[t0], %[sum], %[t1]\n"                                                       \
    "adds %[t3], %[t3], %[t0]\n"                                                       \
    "bcs 23f\n"                                                                        \
    PICOMLP_THUMB2_ROUND("26", "27f", "28", "mov %[exponent], %[t2]\n")                \
    "22: mov %[t2], %[exponent]\n"                                                     \
    "23: rrx %[t3], %[t3]\n"                                                           \
    "add %[t1], %[t1], #1\n"                                                           \
    "add %[t2], %[t2], #1\n"                                                           \
    "cmp %[t2], #253\n"                                                                \
    "bls 26b\n"                                                                        \
    "b 9f\n"                                                                           \
    /* A difference. */                                                                \
    "30: subs %[t1], %[exponent], %[t2]\n"                                             \
    "blo 31f\n"                                                                        \
    "beq 32f\n"                                                                        \
    "lsr %[t3], %[t3], %[t1]\n"                                                        \
    "subs %[t3], %[sum], %[t3]\n"                                                      \
    "bmi 20b\n"                                                                        \
    "33: clz %[t0], %[t3]\n"                                                           \
    "subs %[t2], %[exponent], %[t0]\n"                                                 \
    "blo 9f\n"                                                                         \
    "lsl %[t3], %[t3], %[t0]\n"                                                        \
    "b 26b\n"                                                                          \
    "31: rsb %[t1], %[t1], #0\n"                                                       \
    "cmp %[t2], #253\n"                                                                \
    "bhi 9f\n"                                                                         \
    "lsr %[t0], %[sum], %[t1]\n"                                                       \
    "subs %[t3], %[t3], %[t0]\n"                                                       \
    "bmi 36f\n"                                                                        \
    "35: clz %[t0], %[t3]\n"                                                           \
    "subs %[t2], %[t2], %[t0]\n"                                                       \
    "blo 9f\n"                                                                         \
    "lsl %[t3], %[t3], %[t0]\n"                                                        \
    PICOMLP_THUMB2_ROUND("36", "37f", "38",                                            \
                         "mov %[exponent], %[t2]\n"                                    \
                         "eor %[sign], %[sign], %[top]\n")                             \
    "32: subs %[t3], %[sum], %[t3]\n"                                                  \
    "bhi 33b\n"                                                                        \
    "rsb %[t3], %[t3], #0\n"                                                           \
    "bne 35b\n"                                                                        \
    "mov %[sign], #0\n"                                                                \
    "mov %[exponent], #0\n"                                                            \
    "mov %[sum], #0\n"                                                                 \
    "b 2b\n"

// A zero times a finite number adds nothing, since the sum is not -0. `back` undoes the beginning
// of a term.
#define PICOMLP_THUMB2_REST(back)    \
    "3: lsl %[t1], %[t1], #1\n"      \
    "cmp %[t1], #0xff000000\n"       \
    "blo 2b\n"                       \
    "b 9f\n"                         \
    "4: cmp %[t2], #253\n"           \
    "bhi 9f\n"                       \
    "lsls %[t1], %[t1], #1\n"        \
    "beq 2b\n"                       \
    "b 9f\n"                         \
    "6: cmp %[t1], #0\n"             \
    "it eq\n"                        \
    "biceq %[t3], %[t3], #128\n"     \
    "b 16b\n"                        \
    "7: cmp %[t1], #0\n"             \
    "it eq\n"                        \
    "biceq %[t3], %[t3], #256\n"     \
    "b 18b\n"                        \
    PICOMLP_THUMB2_TIE("24", "25b")  \
    PICOMLP_THUMB2_TIE("27", "28b")  \
    PICOMLP_THUMB2_TIE("37", "38b")  \
    "9:\n"                           \
    back                             \
    "10:\n"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// sum += a * b, from a to end, where steps are in bytes; stops before a product for plain
/// arithmetic.
struct thumb2_products {
    /// Of elements of a that are neighbours.
    [[gnu::always_inline]] static void add(const float*& a, const float* end, const float*& b,
                                           uint32_t step_b, uint32_t& sign, uint32_t& exponent,
                                           uint32_t& sum) {
        uint32_t t0, t1, t2, t3;
        asm volatile(
            "1: ldr %[t0], [%[a]], #4\n"
            "ldr %[t1], [%[b]]\n"
            "add %[b], %[b], %[step_b]\n"
            PICOMLP_THUMB2_MULTIPLY("sub %[t2], %[most], %[t2], lsr #24\n")
            PICOMLP_THUMB2_ADD
            PICOMLP_THUMB2_REST("sub %[a], %[a], #4\n"
                                "sub %[b], %[b], %[step_b]\n")
            : [a] "+&r"(a), [b] "+&r"(b), [sign] "+&r"(sign), [exponent] "+&r"(exponent),
              [sum] "+&r"(sum), [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3)
            : [end] "r"(end), [step_b] "r"(step_b), [top] "r"(uint32_t{1} << 31), [most] "r"(254)
            : "cc", "memory");
    }

    [[gnu::always_inline]] static void add(const float*& a, const float* end, uint32_t step_a,
                                           const float*& b, uint32_t step_b, uint32_t& sign,
                                           uint32_t& exponent, uint32_t& sum) {
        uint32_t t0, t1, t2, t3;
        asm volatile(
            "1: ldr %[t0], [%[a]]\n"
            "ldr %[t1], [%[b]]\n"
            "add %[a], %[a], %[step_a]\n"
            "add %[b], %[b], %[step_b]\n"
            PICOMLP_THUMB2_MULTIPLY("ubfx %[t2], %[t0], #23, #8\n"
                                    "rsb %[t2], %[t2], #254\n")
            PICOMLP_THUMB2_ADD
            PICOMLP_THUMB2_REST("sub %[a], %[a], %[step_a]\n"
                                "sub %[b], %[b], %[step_b]\n")
            : [a] "+&r"(a), [b] "+&r"(b), [sign] "+&r"(sign), [exponent] "+&r"(exponent),
              [sum] "+&r"(sum), [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3)
            : [end] "r"(end), [step_a] "r"(step_a), [step_b] "r"(step_b),
              [top] "r"(uint32_t{1} << 31)
            : "cc", "memory");
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

// clang-format on
#endif
