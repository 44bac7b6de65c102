// Rows of a layer's weights by Helium, up to sixteen numbers of each: loops in assembly, for a
// number of outputs that the compiler knows and for others.
#pragma once

#include <arm_mve.h>
#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/profile.hpp"

// madd(a, b, sum) as the rounding profile says: a a vector, which may be lost, b a vector or a
// number in one of the core's registers.
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

/// Up to four vectors; those beyond are not looked at.
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

/// Where the vectors of a row are. Of `Outputs` known numbers, 4 to 16, they are the whole row, and
/// the last vector ends with it: it may have numbers in common with the one before.
/// Outputs == 0: `Vectors` of them, side by side, and any number of others between two rows.
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

    /// z = bias + x[k] * row k, the rows being cut into `segments` runs, the first `longer` of them
    /// of length + 1 rows, each of which is summed by itself. With Outputs == 0, `between` bytes
    /// follow a row's vectors.
    template <bool Relu>
    [[gnu::always_inline]] static void forward(size_t segments, size_t length, size_t longer,
                                               const float* row, ptrdiff_t between,
                                               const float* bias, const float* x, float* z);

    /// row k = x[k] * factor for `count` rows, and the factor itself behind them.
    [[gnu::always_inline]] static void multiply(size_t count, const float* x, const float* from,
                                                float* row, ptrdiff_t between);

  private:
    [[gnu::always_inline]] static four_vectors positive(four_vectors v) {
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

// What is done with a vector of a row, x being the row's number: added to a sum, or written.
#define PICOMLP_ADD(sum, t, x, place) \
    "vldrw.32 %q[" #t "], " place "\n" PICOMLP_VECTOR_MADD("%q[" #sum "]", "%q[" #t "]", x)
#define PICOMLP_WRITE(factor, t, x, place)     \
    "vmul.f32 %q[" #t "], %q[" #factor "], " x \
    "\n"                                       \
    "vstrw.32 %q[" #t "], " place "\n"

// A row. Two registers take turns, so that a load need not wait for what is done with the last one.
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

#define PICOMLP_ROWS(ROW, DO) \
    "lsr lr, %[count], #2\n"                                          \
    "wls lr, lr, 2f\n"                                                \
    "1: ldmia %[x]!, {r8-r11}\n" ROW(DO, "r8") ROW(DO, "r9")          \
        ROW(DO, "r10") ROW(DO, "r11") "le lr, 1b\n"                   \
                                      "2: and lr, %[count], #3\n"     \
                                      "wls lr, lr, 4f\n"              \
                                      "3: ldr r8, [%[x]], #4\n" ROW(DO, "r8") "le lr, 3b\n" \
                                                                              "4:\n"

#define PICOMLP_PLACES_APART [between] "r"(between)
#define PICOMLP_PLACES_WHOLE                                                      \
    [size] "i"(4 * Outputs), [second] "i"(from_end(1)), [third] "i"(from_end(2)), \
        [fourth] "i"(from_end(3))
#define PICOMLP_CLOBBERED "r8", "r9", "r10", "r11", "lr", "cc", "memory"

// The runs that a row's sum is cut into. Up to three vectors, the totals of earlier runs stay in
// registers. With four they do not fit and are kept in z.
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

#define PICOMLP_FORWARD(ROW, PLACES, END, ...)                                                  \
    asm volatile(PICOMLP_SEGMENTS(ROW, END PICOMLP_AGAIN)                                       \
                 : [t] "=&w"(t), [u] "=&w"(u), [x] "+r"(x), [row] "+r"(row), [left] "+r"(left), \
                   [count] "=&r"(count), __VA_ARGS__                                            \
                 : [shorter] "r"(segments - longer), [length] "r"(length), PLACES               \
                 : PICOMLP_CLOBBERED)

template <size_t Vectors, size_t Outputs>
template <bool Relu>
inline void helium_rows<Vectors, Outputs>::forward(size_t segments, size_t length, size_t longer,
                                                   const float* row, ptrdiff_t between,
                                                   const float* bias, const float* x, float* z) {
    float32x4_t t, u;
    size_t left = segments;
    size_t count;
    four_vectors sum = load(bias);
    // Adding to -0 changes nothing, not even the sign of a zero.
    const float32x4_t nothing = vdupq_n_f32(-0.0F);
    four_vectors total = {nothing, nothing, nothing, nothing};
    if constexpr (Vectors == 1) {
#define PICOMLP_SUMS [a] "+w"(sum.a), [e] "+w"(total.a)
        if constexpr (Outputs > 0) {
            PICOMLP_FORWARD(PICOMLP_WHOLE_1, PICOMLP_PLACES_WHOLE, PICOMLP_TOTAL_1, PICOMLP_SUMS);
        } else {
            PICOMLP_FORWARD(PICOMLP_APART_1, PICOMLP_PLACES_APART, PICOMLP_TOTAL_1, PICOMLP_SUMS);
        }
#undef PICOMLP_SUMS
    } else if constexpr (Vectors == 2) {
#define PICOMLP_SUMS [a] "+w"(sum.a), [b] "+w"(sum.b), [e] "+w"(total.a), [f] "+w"(total.b)
        if constexpr (Outputs > 0) {
            PICOMLP_FORWARD(PICOMLP_WHOLE_2, PICOMLP_PLACES_WHOLE, PICOMLP_TOTAL_2, PICOMLP_SUMS);
        } else {
            PICOMLP_FORWARD(PICOMLP_APART_2, PICOMLP_PLACES_APART, PICOMLP_TOTAL_2, PICOMLP_SUMS);
        }
#undef PICOMLP_SUMS
    } else if constexpr (Vectors == 3) {
#define PICOMLP_SUMS                                                                         \
    [a] "+w"(sum.a), [b] "+w"(sum.b), [c] "+w"(sum.c), [e] "+w"(total.a), [f] "+w"(total.b), \
        [g] "+w"(total.c)
        if constexpr (Outputs > 0) {
            PICOMLP_FORWARD(PICOMLP_WHOLE_3, PICOMLP_PLACES_WHOLE, PICOMLP_TOTAL_3, PICOMLP_SUMS);
        } else {
            PICOMLP_FORWARD(PICOMLP_APART_3, PICOMLP_PLACES_APART, PICOMLP_TOTAL_3, PICOMLP_SUMS);
        }
#undef PICOMLP_SUMS
    } else {
#define PICOMLP_SUMS [a] "+w"(sum.a), [b] "+w"(sum.b), [c] "+w"(sum.c), [d] "+w"(sum.d)
#define PICOMLP_FORWARD_IN_Z(ROW, PLACES)                                                          \
    asm volatile(PICOMLP_SEGMENTS(ROW, PICOMLP_TOTAL_4)                                            \
                 : [t] "=&w"(t), [u] "=&w"(u), [x] "+r"(x), [row] "+r"(row), [left] "+r"(left),    \
                   [count] "=&r"(count), PICOMLP_SUMS                                              \
                 : [shorter] "r"(segments - longer), [length] "r"(length), [z] "r"(z),             \
                   [segments] "m"(segments), [in_b] "i"(4 * offset(1)), [in_c] "i"(4 * offset(2)), \
                   [in_d] "i"(4 * offset(3)), PLACES                                               \
                 : PICOMLP_CLOBBERED)
        if constexpr (Outputs > 0) {
            PICOMLP_FORWARD_IN_Z(PICOMLP_WHOLE_4, PICOMLP_PLACES_WHOLE);
        } else {
            PICOMLP_FORWARD_IN_Z(PICOMLP_APART_4, PICOMLP_PLACES_APART);
        }
        total = sum;
#undef PICOMLP_FORWARD_IN_Z
#undef PICOMLP_SUMS
    }
    store(z, Relu ? positive(total) : total);
}

#define PICOMLP_MULTIPLY(ROW, PLACES, ...)                                  \
    asm volatile(PICOMLP_ROWS(ROW, PICOMLP_WRITE)                           \
                 : [t] "=&w"(t), [u] "=&w"(u), [x] "+r"(x), [row] "+r"(row) \
                 : [count] "r"(count), PLACES, __VA_ARGS__                  \
                 : PICOMLP_CLOBBERED)

template <size_t Vectors, size_t Outputs>
inline void helium_rows<Vectors, Outputs>::multiply(size_t count, const float* x, const float* from,
                                                    float* row, ptrdiff_t between) {
    float32x4_t t, u;
    const four_vectors factor = load(from);
    if constexpr (Vectors == 1) {
        if constexpr (Outputs > 0) {
            PICOMLP_MULTIPLY(PICOMLP_WHOLE_1, PICOMLP_PLACES_WHOLE, [a] "w"(factor.a));
        } else {
            PICOMLP_MULTIPLY(PICOMLP_APART_1, PICOMLP_PLACES_APART, [a] "w"(factor.a));
        }
    } else if constexpr (Vectors == 2) {
#define PICOMLP_FACTORS [a] "w"(factor.a), [b] "w"(factor.b)
        if constexpr (Outputs > 0) {
            PICOMLP_MULTIPLY(PICOMLP_WHOLE_2, PICOMLP_PLACES_WHOLE, PICOMLP_FACTORS);
        } else {
            PICOMLP_MULTIPLY(PICOMLP_APART_2, PICOMLP_PLACES_APART, PICOMLP_FACTORS);
        }
#undef PICOMLP_FACTORS
    } else if constexpr (Vectors == 3) {
#define PICOMLP_FACTORS [a] "w"(factor.a), [b] "w"(factor.b), [c] "w"(factor.c)
        if constexpr (Outputs > 0) {
            PICOMLP_MULTIPLY(PICOMLP_WHOLE_3, PICOMLP_PLACES_WHOLE, PICOMLP_FACTORS);
        } else {
            PICOMLP_MULTIPLY(PICOMLP_APART_3, PICOMLP_PLACES_APART, PICOMLP_FACTORS);
        }
#undef PICOMLP_FACTORS
    } else {
#define PICOMLP_FACTORS [a] "w"(factor.a), [b] "w"(factor.b), [c] "w"(factor.c), [d] "w"(factor.d)
        if constexpr (Outputs > 0) {
            PICOMLP_MULTIPLY(PICOMLP_WHOLE_4, PICOMLP_PLACES_WHOLE, PICOMLP_FACTORS);
        } else {
            PICOMLP_MULTIPLY(PICOMLP_APART_4, PICOMLP_PLACES_APART, PICOMLP_FACTORS);
        }
#undef PICOMLP_FACTORS
    }
    store(row, factor);
}

#undef PICOMLP_MULTIPLY
#undef PICOMLP_FORWARD
#undef PICOMLP_TOTAL_4
#undef PICOMLP_TOTAL_3
#undef PICOMLP_TOTAL_2
#undef PICOMLP_TOTAL_1
#undef PICOMLP_TOTAL
#undef PICOMLP_SEGMENTS
#undef PICOMLP_CLOBBERED
#undef PICOMLP_PLACES_WHOLE
#undef PICOMLP_PLACES_APART
#undef PICOMLP_ROWS
#undef PICOMLP_WHOLE_4
#undef PICOMLP_WHOLE_3
#undef PICOMLP_WHOLE_2
#undef PICOMLP_WHOLE_1
#undef PICOMLP_APART_LAST
#undef PICOMLP_APART_4
#undef PICOMLP_APART_3
#undef PICOMLP_APART_2
#undef PICOMLP_APART_1
#undef PICOMLP_NEXT
#undef PICOMLP_WRITE
#undef PICOMLP_ADD

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
