// SPDX-License-Identifier: MIT
// Forward of a layer of 4 to 16 outputs by Helium, in assembly: a whole row of its weights fits
// into vectors.
#pragma once

#include <stddef.h>

#include "picomlp/kernels/sample/helium_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A layer's weights: `inputs` rows of Outputs floats, 4 to 16, behind them the row of its biases.
///
/// The vectors of a row are adjacent. The last one may end behind the row, in the next one, which
/// is there: the last row has the biases behind it. What comes of the floats there is not stored.
template <size_t Outputs>
struct helium_narrow {
    static constexpr size_t vectors = (Outputs + 3) / 4;

    /// Bytes from the end of a row to a vector in it.
    static constexpr ptrdiff_t from_end(size_t vector) {
        return 4 * (4 * static_cast<ptrdiff_t>(vector) - static_cast<ptrdiff_t>(Outputs));
    }

    /// FORWARD of kernels/order.hpp, then for Relu z = max(z, 0), NaN becoming +0. Returns the end
    /// of the biases.
    template <bool Relu>
    [[gnu::always_inline]] static const float* forward(size_t inputs, const float* row,
                                                       const float* x, float* z);
};

// A vector of a row for the sum q<n>, loaded into q<t> or q<u> in turn, so that a load does not
// wait for the use of the vector before.
#define PICOMLP_NARROW_ADD(n, t, x, place) \
    "vldrw.32 q%c[" #t "], " place "\n" PICOMLP_VECTOR_MADD("q" #n, "q%c[" #t "]", x)
#define PICOMLP_NARROW_ROW_1(x) PICOMLP_NARROW_ADD(0, t, x, "[%[row]], %[size]")
#define PICOMLP_NARROW_ROW_2(x) \
    PICOMLP_NARROW_ROW_1(x) PICOMLP_NARROW_ADD(1, u, x, "[%[row], %[second]]")
#define PICOMLP_NARROW_ROW_3(x) \
    PICOMLP_NARROW_ROW_2(x) PICOMLP_NARROW_ADD(2, t, x, "[%[row], %[third]]")
#define PICOMLP_NARROW_ROW_4(x) \
    PICOMLP_NARROW_ROW_3(x) PICOMLP_NARROW_ADD(3, u, x, "[%[row], %[fourth]]")

// Something for each sum.
#define PICOMLP_NARROW_EACH_1(DO) DO(0)
#define PICOMLP_NARROW_EACH_2(DO) PICOMLP_NARROW_EACH_1(DO) DO(1)
#define PICOMLP_NARROW_EACH_3(DO) PICOMLP_NARROW_EACH_2(DO) DO(2)
#define PICOMLP_NARROW_EACH_4(DO) PICOMLP_NARROW_EACH_3(DO) DO(3)
#define PICOMLP_NARROW_TOTAL(n) "vadd.f32 q" #n ", q%c[total_" #n "], q" #n "\n"
#define PICOMLP_NARROW_CLEAR(n) "vmov.i32 q" #n ", #0\n"
#define PICOMLP_NARROW_RELU(n) "vmaxnm.f32 q" #n ", q" #n ", q%c[t]\n"

#define PICOMLP_NARROW_LINEAR_END(n)
#define PICOMLP_NARROW_RELU_END(n) \
    "vmov.i32 q%c[t], #0\n" PICOMLP_NARROW_EACH_##n(PICOMLP_NARROW_RELU)

// What follows a segment's rows: the next one, or z, by the vectors q0 and so on. `left` is the
// number of inputs and of segments that follow.
//
// One vector: `later` of them do. Its total is q3, which begins as -0: adding to that changes no
// bit, not even the sign of a zero.
#define PICOMLP_NARROW_BEGIN_1 "vmov.i32 q3, #0x80000000\n"
#define PICOMLP_NARROW_SEGMENT_1    \
    "vadd.f32 q3, q3, q0\n"         \
    "vmov.i32 q0, #0\n"             \
    "sub %[left], %[left], #1\n"    \
    "subs %[later], %[later], #1\n" \
    "bpl 0b\n"                      \
    "vmov q0, q3\n"
// More: z holds the total. `later` is 0 if there is one segment; otherwise their number, and during
// the first one the topmost bit is set.
#define PICOMLP_NARROW_BEGIN_2
#define PICOMLP_NARROW_BEGIN_3
#define PICOMLP_NARROW_BEGIN_4
#define PICOMLP_NARROW_SEGMENT_2 PICOMLP_NARROW_SEGMENT(PICOMLP_NARROW_EACH_2)
#define PICOMLP_NARROW_SEGMENT_3 PICOMLP_NARROW_SEGMENT(PICOMLP_NARROW_EACH_3)
#define PICOMLP_NARROW_SEGMENT_4 PICOMLP_NARROW_SEGMENT(PICOMLP_NARROW_EACH_4)
#define PICOMLP_NARROW_SEGMENT(EACH) \
    "subs %[later], %[later], #1\n" \
    "bcc 6f\n" \
    "bpl 5f\n" \
    "bic %[later], %[later], #0x80000000\n" \
    "4: vstmia %[z], {s0-s%c[last]}\n" EACH(PICOMLP_NARROW_CLEAR) \
    "sub %[left], %[left], #1\n" \
    "b 0b\n" \
    "5: vldmia %[z], {s%c[total]-s%c[last_total]}\n" EACH(PICOMLP_NARROW_TOTAL) \
    "bne 4b\n" \
    "6:\n"

// The vectors' registers beside q0-q3, which no caller expects to be kept.
#define PICOMLP_NARROW_REGISTERS_1 "q0", "q1", "q2", "q3"
#define PICOMLP_NARROW_REGISTERS_2 PICOMLP_NARROW_REGISTERS_1
#define PICOMLP_NARROW_REGISTERS_3 PICOMLP_NARROW_REGISTERS_1, "q4", "q5"
#define PICOMLP_NARROW_REGISTERS_4 PICOMLP_NARROW_REGISTERS_3, "q6", "q7"

// All segments, four rows at a time and then one by one.
// clang-format off
#define PICOMLP_NARROW_FORWARD(n, END)                                                             \
    asm volatile(                                                                                  \
        "vldmia %[end]!, {s0-s%c[last]}\n" PICOMLP_NARROW_BEGIN_##n                                 \
        "0: lsr %[count], %[left], %[shift]\n"                                                     \
        "lsr lr, %[count], #2\n"                                                                   \
        "wls lr, lr, 2f\n"                                                                         \
        "1: ldmia %[x]!, {r8-r11}\n"                                                               \
        PICOMLP_NARROW_ROW_##n("r8") PICOMLP_NARROW_ROW_##n("r9")                                  \
        PICOMLP_NARROW_ROW_##n("r10") PICOMLP_NARROW_ROW_##n("r11")                                \
        "le lr, 1b\n"                                                                              \
        "2: and lr, %[count], #3\n"                                                                \
        "wls lr, lr, 7f\n"                                                                         \
        "3: ldr r8, [%[x]], #4\n"                                                                  \
        PICOMLP_NARROW_ROW_##n("r8")                                                               \
        "le lr, 3b\n"                                                                             \
        "7:\n"                                                                                    \
        PICOMLP_NARROW_SEGMENT_##n                                                                 \
        PICOMLP_NARROW_##END##_END(n)                                                              \
        "vstmia %[z], {s0-s%c[last]}\n"                                                            \
        : [end] "+&r"(end), [x] "+&r"(x), [row] "+&r"(row), [left] "+&r"(left),                    \
          [later] "+&r"(later), [count] "=&r"(count)                                               \
        : [shift] "r"(shift), [z] "r"(z), [last] "i"(Outputs - 1), [size] "i"(4 * Outputs),        \
          [second] "i"(from_end(1)), [third] "i"(from_end(2)), [fourth] "i"(from_end(3)),          \
          [t] "i"(vectors), [u] "i"(vectors + 1), [total] "i"(4 * vectors),                        \
          [last_total] "i"(4 * vectors + Outputs - 1), [total_0] "i"(vectors),                     \
          [total_1] "i"(vectors + 1), [total_2] "i"(vectors + 2), [total_3] "i"(vectors + 3)       \
        : PICOMLP_NARROW_REGISTERS_##n, "r8", "r9", "r10", "r11", "lr", "cc", "memory")
// clang-format on
#define PICOMLP_NARROW_BY_END(n)           \
    if constexpr (Relu) {                  \
        PICOMLP_NARROW_FORWARD(n, RELU);   \
    } else {                               \
        PICOMLP_NARROW_FORWARD(n, LINEAR); \
    }

template <size_t Outputs>
template <bool Relu>
inline const float* helium_narrow<Outputs>::forward(size_t inputs, const float* row, const float* x,
                                                    float* z) {
    // split_inputs(): segment s has (inputs + segments - 1 - s) / segments rows.
    size_t left = inputs;
    size_t later = 0;
    size_t shift = 0;
    constexpr size_t first = vectors > 1 ? 0x80000001U : 0;
    if (__builtin_expect(inputs >= 8, false)) {
        left += 1;
        later = first + 1;
        shift = 1;
        if (__builtin_expect(inputs >= 16, false)) {
            left += 2;
            later = first + 3;
            shift = 2;
        }
    }
    const float* end = row + inputs * Outputs;
    size_t count;
    if constexpr (vectors == 1) {
        PICOMLP_NARROW_BY_END(1)
    } else if constexpr (vectors == 2) {
        PICOMLP_NARROW_BY_END(2)
    } else if constexpr (vectors == 3) {
        PICOMLP_NARROW_BY_END(3)
    } else {
        PICOMLP_NARROW_BY_END(4)
    }
    return end;
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
