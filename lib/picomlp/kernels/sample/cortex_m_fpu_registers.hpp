// SPDX-License-Identifier: MIT
// The registers of the FPU of Cortex-M4, M7 and M33: neighbours that one instruction loads or
// stores, as strips (kernels/sample/backend.hpp). Besides, the multiply-add in assembly.
#pragma once

#include "picomlp/kernels/sample/backend.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

// Assembly for sum = madd(a, b, sum) as the rounding profile says; overwrites b.
#define PICOMLP_MADD_fused(sum, a, b) "vfma.f32 " sum ", " a ", " b "\n"
#define PICOMLP_MADD_separate(sum, a, b) \
    "vmul.f32 " b ", " a ", " b          \
    "\n"                                 \
    "vadd.f32 " sum ", " sum ", " b "\n"
// The same for four sums. None of them waits for its product: a Cortex-M4 has it there for the next
// instruction but one, a Cortex-M7 for the third.
#define PICOMLP_MADD_FOUR_fused(sum0, a0, b0, sum1, a1, b1, sum2, a2, b2, sum3, a3, b3) \
    PICOMLP_MADD_fused(sum0, a0, b0) PICOMLP_MADD_fused(sum1, a1, b1)                   \
        PICOMLP_MADD_fused(sum2, a2, b2) PICOMLP_MADD_fused(sum3, a3, b3)
#define PICOMLP_MADD_FOUR_separate(sum0, a0, b0, sum1, a1, b1, sum2, a2, b2, sum3, a3, b3) \
    "vmul.f32 " b0 ", " a0 ", " b0                                                         \
    "\n"                                                                                   \
    "vmul.f32 " b1 ", " a1 ", " b1                                                         \
    "\n"                                                                                   \
    "vmul.f32 " b2 ", " a2 ", " b2                                                         \
    "\n"                                                                                   \
    "vmul.f32 " b3 ", " a3 ", " b3                                                         \
    "\n"                                                                                   \
    "vadd.f32 " sum0 ", " sum0 ", " b0                                                     \
    "\n"                                                                                   \
    "vadd.f32 " sum1 ", " sum1 ", " b1                                                     \
    "\n"                                                                                   \
    "vadd.f32 " sum2 ", " sum2 ", " b2                                                     \
    "\n"                                                                                   \
    "vadd.f32 " sum3 ", " sum3 ", " b3 "\n"
#define PICOMLP_MADD_NAMED(profile) PICOMLP_MADD_##profile
#define PICOMLP_MADD_OF(profile) PICOMLP_MADD_NAMED(profile)
#define PICOMLP_MADD PICOMLP_MADD_OF(PICOMLP_PROFILE)
#define PICOMLP_MADD_FOUR_NAMED(profile) PICOMLP_MADD_FOUR_##profile
#define PICOMLP_MADD_FOUR_OF(profile) PICOMLP_MADD_FOUR_NAMED(profile)
#define PICOMLP_MADD_FOUR PICOMLP_MADD_FOUR_OF(PICOMLP_PROFILE)

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class Half>
struct fpu_pair {
    using value_type = float;
    static constexpr size_t lanes = 2 * Half::lanes;

    Half low;
    Half high;

    [[gnu::always_inline]] static fpu_pair zero() { return {Half::zero(), Half::zero()}; }
    [[gnu::always_inline]] static fpu_pair splat(float x) {
        return {Half::splat(x), Half::splat(x)};
    }
    [[gnu::always_inline]] static fpu_pair add(const fpu_pair& a, const fpu_pair& b) {
        return {Half::add(a.low, b.low), Half::add(a.high, b.high)};
    }
    [[gnu::always_inline]] static fpu_pair multiply(const fpu_pair& a, const fpu_pair& b) {
        return {Half::multiply(a.low, b.low), Half::multiply(a.high, b.high)};
    }
    [[gnu::always_inline]] static fpu_pair multiply_add(fpu_pair a, fpu_pair b, fpu_pair c) {
        return {Half::multiply_add(a.low, b.low, c.low),
                Half::multiply_add(a.high, b.high, c.high)};
    }
};

using fpu_single = simd::scalar_vector<simd::scalar, float>;
using fpu_vector2 = fpu_pair<fpu_single>;
using fpu_vector4 = fpu_pair<fpu_vector2>;
using fpu_vector8 = fpu_pair<fpu_vector4>;

[[gnu::always_inline]] inline fpu_vector8 of_eight(float a, float b, float c, float d, float e,
                                                   float f, float g, float h) {
    return {{{{a}, {b}}, {{c}, {d}}}, {{{e}, {f}}, {{g}, {h}}}};
}

/// A strip of Vector::lanes floats, loaded or stored by one instruction. The instruction takes
/// consecutive registers, so each kind of access names its register bank: s0-s7 for load(), s8-s15
/// for load_b(), s16-s23 for load_acc() and store(). Results of arithmetic may lie anywhere.
template <class Vector>
struct fpu_strip;

template <>
struct fpu_strip<fpu_vector2> {
    using vector = fpu_vector2;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1");
        asm("vldmia %2, {s0-s1}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static vector load_b(const float* p) {
        register float a asm("s8"), b asm("s9");
        asm("vldmia %2, {s8-s9}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static vector load_acc(const float* p) {
        register float a asm("s16"), b asm("s17");
        asm("vldmia %2, {s16-s17}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.value, b asm("s17") = v.high.value;
        asm("vstmia %1, {s16-s17}" : "=m"(*(float(*)[2])p) : "r"(p), "t"(a), "t"(b));
    }
};

template <>
struct fpu_strip<fpu_vector4> {
    using vector = fpu_vector4;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1"), c asm("s2"), d asm("s3");
        asm("vldmia %4, {s0-s3}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static vector load_b(const float* p) {
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        asm("vldmia %4, {s8-s11}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static vector load_acc(const float* p) {
        register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
        asm("vldmia %4, {s16-s19}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.low.value, b asm("s17") = v.low.high.value;
        register float c asm("s18") = v.high.low.value, d asm("s19") = v.high.high.value;
        asm("vstmia %1, {s16-s19}"
            : "=m"(*(float(*)[4])p)
            : "r"(p), "t"(a), "t"(b), "t"(c), "t"(d));
    }
};

template <>
struct fpu_strip<fpu_vector8> {
    using vector = fpu_vector8;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1"), c asm("s2"), d asm("s3");
        register float e asm("s4"), f asm("s5"), g asm("s6"), h asm("s7");
        asm("vldmia %8, {s0-s7}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static vector load_b(const float* p) {
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        register float e asm("s12"), f asm("s13"), g asm("s14"), h asm("s15");
        asm("vldmia %8, {s8-s15}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static vector load_acc(const float* p) {
        register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
        register float e asm("s20"), f asm("s21"), g asm("s22"), h asm("s23");
        asm("vldmia %8, {s16-s23}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.low.low.value, b asm("s17") = v.low.low.high.value;
        register float c asm("s18") = v.low.high.low.value, d asm("s19") = v.low.high.high.value;
        register float e asm("s20") = v.high.low.low.value, f asm("s21") = v.high.low.high.value;
        register float g asm("s22") = v.high.high.low.value, h asm("s23") = v.high.high.high.value;
        asm("vstmia %1, {s16-s23}"
            : "=m"(*(float(*)[8])p)
            : "r"(p), "t"(a), "t"(b), "t"(c), "t"(d), "t"(e), "t"(f), "t"(g), "t"(h));
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
