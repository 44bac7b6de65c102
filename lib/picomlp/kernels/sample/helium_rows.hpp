// SPDX-License-Identifier: MIT
// Forward and gradient of a layer by Helium, for up to sixteen columns of its weights: loops in
// assembly over the rows. Either the compiler knows the number of outputs, and a row is a whole
// one, or the columns are a part of wider rows.
#pragma once

#include <arm_mve.h>
#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/profile.hpp"

// sum = madd(a, b, sum) as the rounding profile says. Overwrites the vector a; b is a vector or an
// integer register that holds a float.
#define PICOMLP_VECTOR_MADD_fused(sum, a, b) "vfma.f32 " sum ", " a ", " b "\n"
#define PICOMLP_VECTOR_MADD_separate(sum, a, b) \
    "vmul.f32 " a ", " a ", " b                 \
    "\n"                                        \
    "vadd.f32 " sum ", " sum ", " a "\n"
#define PICOMLP_VECTOR_MADD_NAMED(profile) PICOMLP_VECTOR_MADD_##profile
#define PICOMLP_VECTOR_MADD_OF(profile) PICOMLP_VECTOR_MADD_NAMED(profile)
#define PICOMLP_VECTOR_MADD PICOMLP_VECTOR_MADD_OF(PICOMLP_PROFILE)

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Up to four vectors; the others are unused.
struct four_vectors {
    float32x4_t a, b, c, d;
};

/// max(v, 0), NaN becoming +0.
[[gnu::always_inline]] inline float32x4_t relu(float32x4_t v) {
    asm("vpt.u32 hi, %q[v], %[infinity]\n"
        "vmovt.i32 %q[v], #0\n"
        : [v] "+w"(v)
        : [infinity] "r"(detail::ieee_layout<float>::infinity)
        : "p0", "cc");
    return v;
}

/// `Vectors` vectors of each row. Outputs, 4 to 16: they are the whole row. The last vector ends
/// with the row, so it may overlap the one before. Outputs == 0: they are adjacent, and any number
/// of other elements lies between two rows.
template <size_t Vectors, size_t Outputs>
struct helium_rows {
    static constexpr size_t offset(size_t vector) {
        return Outputs > 0 && vector + 1 == Vectors ? Outputs - 4 : 4 * vector;
    }

    [[gnu::always_inline]] static four_vectors load(const float* p) {
        four_vectors v;
        v.a = vldrwq_f32(p);
        if constexpr (Vectors > 1) v.b = vldrwq_f32(p + offset(1));
        if constexpr (Vectors > 2) v.c = vldrwq_f32(p + offset(2));
        if constexpr (Vectors > 3) v.d = vldrwq_f32(p + offset(3));
        return v;
    }

    [[gnu::always_inline]] static void store(float* p, const four_vectors& v) {
        vstrwq_f32(p, v.a);
        if constexpr (Vectors > 1) vstrwq_f32(p + offset(1), v.b);
        if constexpr (Vectors > 2) vstrwq_f32(p + offset(2), v.c);
        if constexpr (Vectors > 3) vstrwq_f32(p + offset(3), v.d);
    }

    /// FORWARD of kernels/order.hpp, the rows split as its input_split says, for Outputs == 0:
    /// `between` bytes follow a row's vectors. Of whole rows: kernels/sample/helium_narrow.hpp.
    template <bool Relu>
    [[gnu::always_inline]] static void forward(size_t segments, size_t length, size_t extra,
                                               const float* row, ptrdiff_t between,
                                               const float* bias, const float* x, float* z);

    /// row k = x[k] * factor for `count` rows, and the factor as the row below them. `from` points
    /// to the factor.
    [[gnu::always_inline]] static void multiply(size_t count, const float* x, const float* from,
                                                float* row, ptrdiff_t between);

  private:
    [[gnu::always_inline]] static four_vectors relu_all(four_vectors v) {
        v.a = relu(v.a);
        if constexpr (Vectors > 1) v.b = relu(v.b);
        if constexpr (Vectors > 2) v.c = relu(v.c);
        if constexpr (Vectors > 3) v.d = relu(v.d);
        return v;
    }

    /// Bytes from the end of a row to a vector in it.
    static constexpr ptrdiff_t from_end(size_t vector) {
        return 4 * (static_cast<ptrdiff_t>(offset(vector)) - static_cast<ptrdiff_t>(Outputs));
    }
};

// A vector of row k, x being x[k]: sum = madd(row, x, sum), or row = factor * x.
#define PICOMLP_ADD(sum, t, x, place) \
    "vldrw.32 %q[" #t "], " place "\n" PICOMLP_VECTOR_MADD("%q[" #sum "]", "%q[" #t "]", x)
#define PICOMLP_WRITE(factor, t, x, place)     \
    "vmul.f32 %q[" #t "], %q[" #factor "], " x \
    "\n"                                       \
    "vstrw.32 %q[" #t "], " place "\n"

// A row, APART from the next one or WHOLE. Vectors alternate between the registers t and u, so that
// a load does not wait for the use of the vector before.
#define PICOMLP_NEXT "[%[row]], #16"
#define PICOMLP_APART_1(DO, x) PICOMLP_APART_LAST(DO, a, t, x)
#define PICOMLP_APART_2(DO, x) DO(a, t, x, PICOMLP_NEXT) PICOMLP_APART_LAST(DO, b, u, x)
#define PICOMLP_APART_3(DO, x) \
    DO(a, t, x, PICOMLP_NEXT) DO(b, u, x, PICOMLP_NEXT) PICOMLP_APART_LAST(DO, c, t, x)
#define PICOMLP_APART_4(DO, x) \
    DO(a, t, x, PICOMLP_NEXT)  \
    DO(b, u, x, PICOMLP_NEXT) DO(c, t, x, PICOMLP_NEXT) PICOMLP_APART_LAST(DO, d, u, x)
#define PICOMLP_APART_LAST(DO, v, t, x) DO(v, t, x, PICOMLP_NEXT) "add %[row], %[row], %[between]\n"
#define PICOMLP_WHOLE_1(DO, x) DO(a, t, x, "[%[row]], %[size]")
#define PICOMLP_WHOLE_2(DO, x) PICOMLP_WHOLE_1(DO, x) DO(b, u, x, "[%[row], %[second]]")
#define PICOMLP_WHOLE_3(DO, x) PICOMLP_WHOLE_2(DO, x) DO(c, t, x, "[%[row], %[third]]")
#define PICOMLP_WHOLE_4(DO, x) PICOMLP_WHOLE_3(DO, x) DO(d, u, x, "[%[row], %[fourth]]")

// All rows, four at a time and then one by one.
// clang-format off
#define PICOMLP_ROWS(ROW, DO)                                 \
    "lsr lr, %[count], #2\n"                                  \
    "wls lr, lr, 2f\n"                                        \
    "1: ldmia %[x]!, {r8-r11}\n"                              \
    ROW(DO, "r8") ROW(DO, "r9") ROW(DO, "r10") ROW(DO, "r11") \
    "le lr, 1b\n"                                             \
    "2: and lr, %[count], #3\n"                               \
    "wls lr, lr, 4f\n"                                        \
    "3: ldr r8, [%[x]], #4\n"                                 \
    ROW(DO, "r8")                                             \
    "le lr, 3b\n"                                             \
    "4:\n"
// clang-format on

#define PICOMLP_PLACES_APART [between] "r"(between)
#define PICOMLP_PLACES_WHOLE                                                      \
    [size] "i"(4 * Outputs), [second] "i"(from_end(1)), [third] "i"(from_end(2)), \
        [fourth] "i"(from_end(3))
#define PICOMLP_CLOBBERED "r8", "r9", "r10", "r11", "lr", "cc", "memory"

// All segments. Up to three vectors, the totals of earlier segments stay in registers. With four
// they do not fit and are kept in z.
#define PICOMLP_SEGMENTS(ROW, END) \
    "5: cmp %[left], %[shorter]\n" \
    "cinc %[count], %[length], hi\n" PICOMLP_ROWS(ROW, PICOMLP_ADD) END
#define PICOMLP_TOTAL(total, sum)                       \
    "vadd.f32 %q[" #total "], %q[" #total "], %q[" #sum \
    "]\n"                                               \
    "vmov.i32 %q[" #sum "], #0\n"
#define PICOMLP_AGAIN             \
    "subs %[left], %[left], #1\n" \
    "bne 5b\n"
#define PICOMLP_TOTAL_1 PICOMLP_TOTAL(e, a)
#define PICOMLP_TOTAL_2 PICOMLP_TOTAL_1 PICOMLP_TOTAL(f, b)
#define PICOMLP_TOTAL_3 PICOMLP_TOTAL_2 PICOMLP_TOTAL(g, c)
#define PICOMLP_TOTAL_4                 \
    "ldr lr, %[segments]\n"             \
    "cmp lr, %[left]\n"                 \
    "beq 6f\n"                          \
    "vldrw.32 %q[t], [%[z]]\n"          \
    "vadd.f32 %q[a], %q[t], %q[a]\n"    \
    "vldrw.32 %q[u], [%[z], %[in_b]]\n" \
    "vadd.f32 %q[b], %q[u], %q[b]\n"    \
    "vldrw.32 %q[t], [%[z], %[in_c]]\n" \
    "vadd.f32 %q[c], %q[t], %q[c]\n"    \
    "vldrw.32 %q[u], [%[z], %[in_d]]\n" \
    "vadd.f32 %q[d], %q[u], %q[d]\n"    \
    "6: subs %[left], %[left], #1\n"    \
    "beq 7f\n"                          \
    "vstrw.32 %q[a], [%[z]]\n"          \
    "vmov.i32 %q[a], #0\n"              \
    "vstrw.32 %q[b], [%[z], %[in_b]]\n" \
    "vmov.i32 %q[b], #0\n"              \
    "vstrw.32 %q[c], [%[z], %[in_c]]\n" \
    "vmov.i32 %q[c], #0\n"              \
    "vstrw.32 %q[d], [%[z], %[in_d]]\n" \
    "vmov.i32 %q[d], #0\n"              \
    "b 5b\n"                            \
    "7:\n"

// Ends of a segment, sums and further operands for a number of vectors.
#define PICOMLP_END_1 PICOMLP_TOTAL_1 PICOMLP_AGAIN
#define PICOMLP_END_2 PICOMLP_TOTAL_2 PICOMLP_AGAIN
#define PICOMLP_END_3 PICOMLP_TOTAL_3 PICOMLP_AGAIN
#define PICOMLP_END_4 PICOMLP_TOTAL_4
#define PICOMLP_SUMS_1 [a] "+w"(sum.a), [e] "+w"(total.a)
#define PICOMLP_SUMS_2 [a] "+w"(sum.a), [b] "+w"(sum.b), [e] "+w"(total.a), [f] "+w"(total.b)
#define PICOMLP_SUMS_3                                                                       \
    [a] "+w"(sum.a), [b] "+w"(sum.b), [c] "+w"(sum.c), [e] "+w"(total.a), [f] "+w"(total.b), \
        [g] "+w"(total.c)
#define PICOMLP_SUMS_4 [a] "+w"(sum.a), [b] "+w"(sum.b), [c] "+w"(sum.c), [d] "+w"(sum.d)
#define PICOMLP_IN_Z_1
#define PICOMLP_IN_Z_2
#define PICOMLP_IN_Z_3
#define PICOMLP_IN_Z_4                                                                          \
    [z] "r"(z), [segments] "m"(segments), [in_b] "i"(4 * offset(1)), [in_c] "i"(4 * offset(2)), \
        [in_d] "i"(4 * offset(3)),
#define PICOMLP_FACTORS_1 [a] "w"(factor.a)
#define PICOMLP_FACTORS_2 PICOMLP_FACTORS_1, [b] "w"(factor.b)
#define PICOMLP_FACTORS_3 PICOMLP_FACTORS_2, [c] "w"(factor.c)
#define PICOMLP_FACTORS_4 PICOMLP_FACTORS_3, [d] "w"(factor.d)

// Loops for n vectors of each row: forward of rows apart, multiply of rows APART or WHOLE.
#define PICOMLP_FORWARD(n)                                                                      \
    asm volatile(PICOMLP_SEGMENTS(PICOMLP_APART_##n, PICOMLP_END_##n)                           \
                 : [t] "=&w"(t), [u] "=&w"(u), [x] "+r"(x), [row] "+r"(row), [left] "+r"(left), \
                   [count] "=&r"(count), PICOMLP_SUMS_##n                                       \
                 : [shorter] "r"(segments - extra), [length] "r"(length),                       \
                   PICOMLP_IN_Z_##n PICOMLP_PLACES_APART                                        \
                 : PICOMLP_CLOBBERED)
#define PICOMLP_MULTIPLY(kind, n)                                                 \
    asm volatile(PICOMLP_ROWS(PICOMLP_##kind##_##n, PICOMLP_WRITE)                \
                 : [t] "=&w"(t), [u] "=&w"(u), [x] "+r"(x), [row] "+r"(row)       \
                 : [count] "r"(count), PICOMLP_PLACES_##kind, PICOMLP_FACTORS_##n \
                 : PICOMLP_CLOBBERED)
#define PICOMLP_MULTIPLY_BY_KIND(n) \
    if constexpr (Outputs > 0) {    \
        PICOMLP_MULTIPLY(WHOLE, n); \
    } else {                        \
        PICOMLP_MULTIPLY(APART, n); \
    }
#define PICOMLP_BY_VECTORS(LOOP)         \
    if constexpr (Vectors == 1) {        \
        LOOP(1);                         \
    } else if constexpr (Vectors == 2) { \
        LOOP(2);                         \
    } else if constexpr (Vectors == 3) { \
        LOOP(3);                         \
    } else {                             \
        LOOP(4);                         \
    }

template <size_t Vectors, size_t Outputs>
template <bool Relu>
inline void helium_rows<Vectors, Outputs>::forward(size_t segments, size_t length, size_t extra,
                                                   const float* row, ptrdiff_t between,
                                                   const float* bias, const float* x, float* z) {
    static_assert(Outputs == 0);
    float32x4_t t, u;
    size_t left = segments;
    size_t count;
    four_vectors sum = load(bias);
    // Adding to -0 changes no bit, not even the sign of a zero.
    const float32x4_t start = vdupq_n_f32(-0.0F);
    four_vectors total = {start, start, start, start};
    PICOMLP_BY_VECTORS(PICOMLP_FORWARD)
    if constexpr (Vectors == 4) total = sum;
    store(z, Relu ? relu_all(total) : total);
}

template <size_t Vectors, size_t Outputs>
inline void helium_rows<Vectors, Outputs>::multiply(size_t count, const float* x, const float* from,
                                                    float* row, ptrdiff_t between) {
    float32x4_t t, u;
    const four_vectors factor = load(from);
    PICOMLP_BY_VECTORS(PICOMLP_MULTIPLY_BY_KIND)
    store(row, factor);
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
