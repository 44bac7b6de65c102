// SPDX-License-Identifier: MIT
// Products and sums of numbers taken apart, in the instructions that the smallest Cortex-M has: a
// product has 32 bits, and most instructions see eight registers. Macros for
// small_cortex_m_terms.hpp, which ends them.
#pragma once

// clang-format off

// A number taken apart: its sign, the highest bit of a word whose others do not matter; its
// exponent, of which 0 is that of the smallest normal number; its significand, from the highest bit
// down, so that the lowest eight bits are zero. Zeros have exponent and significand 0. Subnormals,
// infinities and NaN are never taken apart. At label 8 a step is left to plain arithmetic: for these,
// where only bits that a shift has dropped can tell how to round, and where rounding makes a power of
// two.

// r6 sign, r4 exponent, r3 significand = r2 * r3. Zeros go to 6 (r2) and 7 (r3; r4 is r2's exponent).
// Label 16 is 8, from below.
#define PICOMLP_MULTIPLY     \
    "lsls r4, r2, #1\n"      \
    "lsrs r4, r4, #24\n"     \
    "beq 6b\n"               \
    "lsls r5, r3, #1\n"      \
    "lsrs r5, r5, #24\n"     \
    "beq 7b\n"               \
    "cmp r4, #255\n"         \
    "beq 8b\n"               \
    "cmp r5, #255\n"         \
    "beq 8b\n"               \
    "adds r4, r4, r5\n"      \
    "subs r4, r4, #128\n"    \
    "mov r6, r2\n"           \
    "eors r6, r3\n"          \
    "movs r7, #1\n"          \
    "lsls r7, r7, #31\n"     \
    /* The 24 bits of r3 times the upper 16 and times the lower 8 of r2, the former in two parts. */ \
    "uxtb r5, r2\n"          \
    "lsls r2, r2, #8\n"      \
    "orrs r2, r7\n"          \
    "lsrs r2, r2, #16\n"     \
    "lsls r3, r3, #8\n"      \
    "orrs r3, r7\n"          \
    "lsrs r3, r3, #8\n"      \
    "uxtb r7, r3\n"          \
    "muls r5, r3, r5\n"      \
    "muls r7, r2, r7\n"      \
    "lsrs r3, r3, #8\n"      \
    "muls r3, r2, r3\n"      \
    "lsrs r2, r5, #8\n"      \
    "adds r7, r7, r2\n"      \
    "lsrs r2, r7, #8\n"      \
    "adds r3, r3, r2\n"      \
    /* r3 is the upper 32 of 48 bits; the lowest bytes of r7 and r5 are the others. */ \
    "bmi 12f\n"              \
    "adds r3, r3, #64\n"     \
    "bmi 16f\n"              \
    "lsls r2, r3, #25\n"     \
    "beq 13f\n"              \
    "11: lsrs r3, r3, #7\n"  \
    "lsls r3, r3, #8\n"      \
    "b 15f\n"                \
    "13: lsls r7, r7, #24\n" \
    "bne 11b\n"              \
    "lsls r5, r5, #24\n"     \
    "bne 11b\n"              \
    "16: b 8b\n"             \
    "14: lsls r7, r7, #24\n" \
    "bne 17f\n"              \
    "lsls r5, r5, #24\n"     \
    "beq 16b\n"              \
    "b 17f\n"                \
    "12: adds r4, r4, #1\n"  \
    "adds r3, r3, #128\n"    \
    "bcs 16b\n"              \
    "lsls r2, r3, #24\n"     \
    "beq 14b\n"              \
    "17: lsrs r3, r3, #8\n"  \
    "lsls r3, r3, #8\n"      \
    "15: cmp r4, #253\n"     \
    "bhi 16b\n"

// Where a step goes from PICOMLP_MULTIPLY when a factor may be zero: on, if it is and the other one is
// finite.
#define PICOMLP_ZERO_FACTOR(on) \
    "6: lsls r4, r2, #1\n"      \
    "bne 8b\n"                  \
    "lsls r5, r3, #1\n"         \
    "lsrs r5, r5, #24\n"        \
    "cmp r5, #255\n"            \
    "beq 8b\n"                  \
    on                          \
    "7: lsls r5, r3, #1\n"      \
    "bne 8b\n"                  \
    "cmp r4, #255\n"            \
    "beq 8b\n"

// r6, r5, r2 = r11, r5, r2 plus the product r6, r4, r3: sign, exponent, significand. r7 is how far the
// smaller one has been shifted. `shift` is done to r2 after rounding, `shift_tie` where it is even.
#define PICOMLP_ADD(shift, shift_tie, finish) \
    "mov r7, r11\n"          \
    "eors r7, r6\n"          \
    "bmi 30f\n"              \
    "subs r7, r5, r4\n"      \
    "blo 21f\n"              \
    "lsrs r3, r7\n"          \
    "adds r2, r2, r3\n"      \
    "bcs 22f\n"              \
    "20: adds r2, r2, #128\n" \
    "bcs 16b\n"              \
    "lsls r3, r2, #24\n"     \
    "beq 24f\n"              \
    shift                    \
    "25:\n"                  \
    finish                   \
    "21: negs r7, r7\n"      \
    "lsrs r2, r7\n"          \
    "movs r5, r4\n"          \
    "adds r2, r2, r3\n"      \
    "bcc 20b\n"              \
    "22: lsrs r2, r2, #1\n"  \
    "adds r7, r7, #1\n"      \
    "adds r5, r5, #1\n"      \
    "cmp r5, #254\n"         \
    "beq 16b\n"              \
    "movs r3, #1\n"          \
    "lsls r3, r3, #31\n"     \
    "orrs r2, r3\n"          \
    "b 20b\n"                \
    /* A tie, if no bit was dropped. */ \
    "24: cmp r7, #8\n"       \
    "bhi 16b\n"              \
    shift_tie                \
    "b 25b\n"                \
    "30: subs r7, r5, r4\n"  \
    "blo 31f\n"              \
    "beq 32f\n"              \
    "mov r6, r11\n"          \
    "lsrs r3, r7\n"          \
    "subs r2, r2, r3\n"      \
    "bmi 20b\n"              \
    "33: subs r5, r5, #1\n"  \
    "blo 16b\n"              \
    "lsls r2, r2, #1\n"      \
    "bpl 33b\n"              \
    "b 20b\n"                \
    "31: negs r7, r7\n"      \
    "lsrs r2, r7\n"          \
    "movs r5, r4\n"          \
    "subs r2, r3, r2\n"      \
    "bmi 20b\n"              \
    "b 33b\n"                \
    "32: subs r2, r2, r3\n"  \
    "beq 34f\n"              \
    "blo 35f\n"              \
    "mov r6, r11\n"          \
    "b 33b\n"                \
    "35: negs r2, r2\n"      \
    "bmi 20b\n"              \
    "b 33b\n"                \
    "34: movs r5, #0\n"      \
    "movs r6, #0\n"          \
    "b 25b\n"

// r5 exponent, r2 significand of r2, whose sign goes to r11. Zeros and subnormals branch to label
// `zero`, infinities and NaN to `special`. Label 41 takes a zero back, with r5 and r2 0.
#define PICOMLP_TAKE_APART(zero, special) \
    "mov r11, r2\n"          \
    "lsls r5, r2, #1\n"      \
    "lsrs r5, r5, #24\n"     \
    "beq " zero "\n"         \
    "cmp r5, #255\n"         \
    "beq " special "\n"      \
    "subs r5, r5, #1\n"      \
    "movs r7, #1\n"          \
    "lsls r7, r7, #31\n"     \
    "lsls r2, r2, #8\n"      \
    "orrs r2, r7\n"          \
    "41:\n"

// The number of exponent and significand, of which the lowest byte is gone already, and sign. The
// significand's highest bit makes up for the exponent that is one too small.
#define PICOMLP_PUT_TOGETHER(to, exponent, sign) \
    "lsls " exponent ", " exponent ", #23\n"     \
    "adds " to ", " to ", " exponent "\n"        \
    "lsrs " sign ", " sign ", #31\n"             \
    "lsls " sign ", " sign ", #31\n"             \
    "orrs " to ", " sign "\n"

// clang-format on
