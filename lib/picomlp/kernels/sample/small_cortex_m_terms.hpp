// SPDX-License-Identifier: MIT
// Sums of products of float on the smallest Cortex-M, which has no instruction for them: numbers
// are taken apart, and a sum stays so from term to term. For gcc, and with -fomit-frame-pointer:
// the loops want r7, which is the frame pointer otherwise.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/kernels/sample/small_cortex_m_macros.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Loops of software_floats (kernels/sample/software_floats.hpp).
struct small_cortex_m_terms {
    static constexpr bool has_layers = false;

    [[gnu::always_inline]] static void add_products(const float*& a, const float* end,
                                                    size_t stride_a, const float*& b,
                                                    size_t stride_b, float& sum) {
        register const float* r0 asm("r0") = a;
        register const float* r1 asm("r1") = b;
        register float r2 asm("r2") = sum;
        register size_t r3 asm("r3") = stride_a * sizeof(float);
        register size_t r4 asm("r4") = stride_b * sizeof(float);
        register const float* r5 asm("r5") = end;
        // clang-format off
        asm volatile(
            ".syntax unified\n"
            "mov r8, r3\n"
            "mov r9, r4\n"
            "mov r10, r5\n"
            "b 3f\n"
            "40: cmp r2, #0\n"
            "beq 41f\n"
            "b 9f\n"
            "8: b 9f\n"
            "3:\n"
            PICOMLP_TAKE_APART("40b", "8b")
            "mov r12, r2\n"
            "mov lr, r5\n"
            "b 1f\n"
            "8: mov r2, r12\n"
            "lsrs r2, r2, #8\n"
            "mov r5, lr\n"
            "mov r6, r11\n"
            PICOMLP_PUT_TOGETHER("r2", "r5", "r6")
            "b 9f\n"
            PICOMLP_ZERO_FACTOR("b 2f\n")
            "2: add r0, r8\n"
            "add r1, r9\n"
            "cmp r0, r10\n"
            "beq 8b\n"
            "1: ldr r2, [r0]\n"
            "ldr r3, [r1]\n"
            PICOMLP_MULTIPLY
            "mov r5, lr\n"
            "mov r2, r12\n"
            PICOMLP_ADD("lsrs r2, r2, #8\n"
                        "lsls r2, r2, #8\n",
                        "lsrs r2, r2, #9\n"
                        "lsls r2, r2, #9\n",
                        "mov r11, r6\n"
                        "mov r12, r2\n"
                        "mov lr, r5\n"
                        "b 2b\n")
            "9:\n"
            : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5)
            :
            : "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
        // clang-format on
        a = r0;
        b = r1;
        sum = r2;
    }

    [[gnu::always_inline]] static void add_multiples(const float*& a, const float* end,
                                                     float factor, float*& sum) {
        register const float* r0 asm("r0") = a;
        register float* r1 asm("r1") = sum;
        register float r2 asm("r2") = factor;
        register const float* r3 asm("r3") = end;
        // clang-format off
        asm volatile(
            ".syntax unified\n"
            "mov r8, r2\n"
            "mov r10, r3\n"
            "b 1f\n"
            "8: b 9f\n"
            PICOMLP_ZERO_FACTOR("b 5f\n")
            /* Adding a zero changes nothing but -0. */
            "5: mov r4, r2\n"
            "ldr r2, [r1]\n"
            "lsls r5, r2, #1\n"
            "bne 3f\n"
            /* -0 and -0 is -0. */
            "eors r3, r4\n"
            "ands r2, r3\n"
            "2: str r2, [r1]\n"
            "3: adds r0, r0, #4\n"
            "adds r1, r1, #4\n"
            "cmp r0, r10\n"
            "beq 8b\n"
            "1: ldr r3, [r0]\n"
            "mov r2, r8\n"
            PICOMLP_MULTIPLY
            "ldr r2, [r1]\n"
            PICOMLP_TAKE_APART("40f", "16b")
            PICOMLP_ADD("lsrs r2, r2, #8\n",
                        "lsrs r2, r2, #9\n"
                        "lsls r2, r2, #1\n",
                        PICOMLP_PUT_TOGETHER("r2", "r5", "r6")
                        "b 2b\n")
            "40: lsls r5, r2, #1\n"
            "bne 9f\n"
            "movs r2, #0\n"
            "b 41b\n"
            "9:\n"
            : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3)
            :
            : "r4", "r5", "r6", "r7", "r8", "r10", "r11", "cc", "memory");
        // clang-format on
        a = r0;
        sum = r1;
    }
};

#undef PICOMLP_PUT_TOGETHER
#undef PICOMLP_TAKE_APART
#undef PICOMLP_ADD
#undef PICOMLP_ZERO_FACTOR
#undef PICOMLP_MULTIPLY

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
