// SPDX-License-Identifier: MIT
// Inner loops of kernels/sample/helium.hpp in assembly, with what compilers do not generate from
// intrinsics: low-overhead loops (le, letp) and loads that advance their pointer. Counts are exact:
// nothing outside is read or written.
#pragma once

#include <arm_mve.h>
#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/helium_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {
namespace helium_loops {

/// w = madd(rate, g, w) for `count` elements.
[[gnu::always_inline]] inline void axpy(size_t count, float rate, const float* g, float* w) {
    float32x4_t a, b, c, d;
#define PICOMLP_AXPY(result, from)                              \
    "vldrw.32 %q[" result                                       \
    "], [%[w]]\n"                                               \
    "vldrw.32 %q[" from "], [%[g]], #16\n" PICOMLP_VECTOR_MADD( \
        "%q[" result "]", "%q[" from "]", "%[rate]") "vstrw.32 %q[" result "], [%[w]], #16\n"
    asm volatile(
        "wls lr, %[iterations], 2f\n"
        "1:\n" PICOMLP_AXPY("a", "b") PICOMLP_AXPY("c", "d") PICOMLP_AXPY("a", "b")
            PICOMLP_AXPY("c", "d")
        "le lr, 1b\n"
        "2: wlstp.32 lr, %[rest], 4f\n"
        "3:\n" PICOMLP_AXPY("a", "b")
        "letp lr, 3b\n"
        "4:\n"
        : [a] "=&w"(a), [b] "=&w"(b), [c] "=&w"(c), [d] "=&w"(d), [g] "+r"(g), [w] "+r"(w)
        : [rate] "r"(rate), [iterations] "r"(count / 16), [rest] "r"(count % 16)
        : "lr", "memory");
#undef PICOMLP_AXPY
}

/// Adds zero times each result madd(rate, g, w) to the lanes of `sum`, for `count` elements.
[[gnu::always_inline]] inline void add_axpy(size_t count, float rate, const float* g,
                                            const float* w, float32x4_t& sum) {
    float32x4_t a, b, c, d;
#define PICOMLP_AXPY(result, from)                              \
    "vldrw.32 %q[" result                                       \
    "], [%[w]], #16\n"                                          \
    "vldrw.32 %q[" from "], [%[g]], #16\n" PICOMLP_VECTOR_MADD( \
        "%q[" result "]", "%q[" from "]", "%[rate]") "vfma.f32 %q[sum], %q[" result "], %[zero]\n"
    asm volatile(
        "wls lr, %[iterations], 2f\n"
        "1:\n" PICOMLP_AXPY("a", "b") PICOMLP_AXPY("c", "d") PICOMLP_AXPY("a", "b")
            PICOMLP_AXPY("c", "d")
        "le lr, 1b\n"
        "2: wlstp.32 lr, %[rest], 4f\n"
        "3:\n" PICOMLP_AXPY("a", "b")
        "letp lr, 3b\n"
        "4:\n"
        : [a] "=&w"(a), [b] "=&w"(b), [c] "=&w"(c), [d] "=&w"(d), [sum] "+w"(sum), [g] "+r"(g),
          [w] "+r"(w)
        : [rate] "r"(rate), [zero] "r"(0), [iterations] "r"(count / 16), [rest] "r"(count % 16)
        : "lr", "memory");
#undef PICOMLP_AXPY
}

/// Adds zero times each of `count` elements to the lanes of `sum`.
[[gnu::always_inline]] inline void add_zero_times(size_t count, const float* x, float32x4_t& sum) {
    float32x4_t a;
    asm volatile(
        "wlstp.32 lr, %[count], 2f\n"
        "1: vldrw.32 %q[a], [%[x]], #16\n"
        "vfma.f32 %q[sum], %q[a], %[zero]\n"
        "letp lr, 1b\n"
        "2:\n"
        : [a] "=&w"(a), [sum] "+w"(sum), [x] "+r"(x)
        : [zero] "r"(0), [count] "r"(count)
        : "lr", "memory");
}

/// sum over o of row[o] * delta[o] for four rows, one result per lane: BACKWARD of
/// kernels/order.hpp with four accumulators.
[[gnu::always_inline]] inline float32x4_t sum_four_rows(size_t outputs, const float* delta,
                                                        const float* row_a, const float* row_b,
                                                        const float* row_c, const float* row_d) {
    float square[16];  // to transpose
    register float32x4_t sums asm("q0");
#define PICOMLP_ADD_ROW(sum, t, row) \
    "vldrw.32 " t ", [%[" #row "]], #16\n" PICOMLP_VECTOR_MADD(sum, t, "q6")
    // clang-format off
    asm volatile(
        "vmov.i32 q0, #0\n"
        "vmov.i32 q1, #0\n"
        "vmov.i32 q2, #0\n"
        "vmov.i32 q3, #0\n"
        "wlstp.32 lr, %[outputs], 2f\n"
        "1: vldrw.32 q6, [%[delta]], #16\n"
        PICOMLP_ADD_ROW("q0", "q4", row_a) PICOMLP_ADD_ROW("q1", "q5", row_b)
        PICOMLP_ADD_ROW("q2", "q4", row_c) PICOMLP_ADD_ROW("q3", "q5", row_d)
        "letp lr, 1b\n"
        "2: vstrw.32 q0, [%[square]]\n"
        "vstrw.32 q1, [%[square], #16]\n"
        "vstrw.32 q2, [%[square], #32]\n"
        "vstrw.32 q3, [%[square], #48]\n"
        "vld40.32 {q0, q1, q2, q3}, [%[square]]\n"
        "vld41.32 {q0, q1, q2, q3}, [%[square]]\n"
        "vld42.32 {q0, q1, q2, q3}, [%[square]]\n"
        "vld43.32 {q0, q1, q2, q3}, [%[square]]\n"
        "vadd.f32 q0, q0, q1\n"
        "vadd.f32 q0, q0, q2\n"
        "vadd.f32 q0, q0, q3\n"
        : "=w"(sums), [delta] "+r"(delta), [row_a] "+r"(row_a), [row_b] "+r"(row_b),
          [row_c] "+r"(row_c), [row_d] "+r"(row_d)
        : [outputs] "r"(outputs), [square] "r"(square)
        : "q1", "q2", "q3", "q4", "q5", "q6", "lr", "memory");
    // clang-format on
#undef PICOMLP_ADD_ROW
    return sums;
}

/// sum over o of w[row + o] * delta[o] for the four rows that begin at the elements `row_begins` of
/// w, one result per lane: BACKWARD of kernels/order.hpp with one accumulator.
[[gnu::always_inline]] inline float32x4_t sum_four_columns(size_t outputs, const float* delta,
                                                           const float* w, uint32x4_t row_begins) {
    float32x4_t sum = vdupq_n_f32(0.0F);
    float32x4_t t;
    float d;
    asm volatile(
        "wls lr, %[outputs], 2f\n"
        "1: ldr %[d], [%[delta]], #4\n"
        "vldrw.u32 %q[t], [%[w], %q[row_begins], uxtw #2]\n"
        "add %[w], %[w], #4\n" PICOMLP_VECTOR_MADD("%q[sum]", "%q[t]", "%[d]")
        "le lr, 1b\n"
        "2:\n"
        : [sum] "+w"(sum), [t] "=&w"(t), [d] "=&r"(d), [delta] "+r"(delta), [w] "+r"(w)
        : [row_begins] "w"(row_begins), [outputs] "r"(outputs)
        : "lr", "memory");
    return sum;
}

/// z = max(z, 0) for `count` elements, NaN becoming +0.
[[gnu::always_inline]] inline void relu(size_t count, float* z) {
    float32x4_t a;
    asm volatile(
        "wlstp.32 lr, %[count], 2f\n"
        "1: vldrw.32 %q[a], [%[z]]\n"
        "vpt.u32 hi, %q[a], %[infinity]\n"
        "vmovt.i32 %q[a], #0\n"
        "vstrw.32 %q[a], [%[z]], #16\n"
        "letp lr, 1b\n"
        "2:\n"
        : [a] "=&w"(a), [z] "+r"(z)
        : [infinity] "r"(detail::ieee_layout<float>::infinity), [count] "r"(count)
        : "p0", "lr", "cc", "memory");
}

/// x = +0 where a > 0 does not hold, for `count` elements.
[[gnu::always_inline]] inline void relu_backward(size_t count, const float* a, float* x) {
    float32x4_t bits, kept;
    asm volatile(
        "wlstp.32 lr, %[count], 2f\n"
        "1: vldrw.32 %q[bits], [%[a]], #16\n"
        "vldrw.32 %q[kept], [%[x]]\n"
        "vsub.i32 %q[bits], %q[bits], %[one]\n"
        "vpt.u32 cs, %q[bits], %[infinity]\n"
        "vmovt.i32 %q[kept], #0\n"
        "vstrw.32 %q[kept], [%[x]], #16\n"
        "letp lr, 1b\n"
        "2:\n"
        : [bits] "=&w"(bits), [kept] "=&w"(kept), [a] "+r"(a), [x] "+r"(x)
        : [infinity] "r"(detail::ieee_layout<float>::infinity), [one] "r"(1), [count] "r"(count)
        : "p0", "lr", "cc", "memory");
}

}  // namespace helium_loops
}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
