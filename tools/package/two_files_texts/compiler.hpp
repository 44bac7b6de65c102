// SPDX-License-Identifier: MIT
// What the compiler may do with floating-point operations, and which instructions it has.

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error \
    "picomlp: compile picomlp.cpp without -ffast-math, -Ofast and -ffinite-math-only; its results would change"
#endif

// Operations must round one by one: no a*b+c with one rounding.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off", "no-associative-math", "no-reciprocal-math", "signed-zeros")
#pragma GCC optimize("no-math-errno", "no-trapping-math")
// It takes the loop over what no whole vector is left of for one that begins at every element.
#pragma GCC diagnostic ignored "-Waggressive-loop-optimizations"
#if defined(__arm__)
// Helium and NEON flush subnormals: the kernels say where they may.
#pragma GCC optimize("no-tree-vectorize", "no-tree-slp-vectorize")
// The loops in assembly want the register that may be a frame pointer.
#pragma GCC optimize("omit-frame-pointer")
#endif
#endif

#if defined(__x86_64__) && !defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_X86_VECTORS
#if defined(__AVX512F__) && defined(__AVX2__) && defined(__FMA__)
#define PICOMLP_INSTRUCTION_SET avx512
#define PICOMLP_BY_AVX512
#elif defined(__AVX2__) && defined(__FMA__)
#define PICOMLP_INSTRUCTION_SET avx2
#define PICOMLP_BY_AVX2
#else
#define PICOMLP_INSTRUCTION_SET sse2
#define PICOMLP_BY_SSE2
#endif
#endif
