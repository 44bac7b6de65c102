// SPDX-License-Identifier: MIT
// Operations on floats that are neither sums, products nor quotients, and what suits the target's
// floats.
//
// In this header and the cores all functions are static: they are inlined into sources compiled for
// different instruction sets, and a linker must never merge those.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// Whether a float operation is a call, which costs some 50 instructions on a Cortex-M3 and 100 on
/// a Cortex-M0+. Most of them unpack and pack bits, so functions in integers (integer/) are faster.
#if (defined(__arm__) && !defined(__ARM_FP)) || (defined(__riscv_mul) && !defined(__riscv_flen))
static constexpr bool soft_float = true;
#else
static constexpr bool soft_float = false;
#endif

/// Whether floats are better compared as bit patterns. On a Cortex-M with a floating-point unit a
/// float comparison takes one more instruction (VMRS), and float constants are loaded from memory.
#if defined(__OPTIMIZE_SIZE__) || \
    (defined(__ARM_FP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M')
static constexpr bool compare_bits = true;
#else
static constexpr bool compare_bits = false;
#endif

/// Whether the library is compiled for size (-Os).
#if defined(__OPTIMIZE_SIZE__)
static constexpr bool optimize_size = true;
#else
static constexpr bool optimize_size = false;
#endif

/// With -Os, everything that an element's function calls is inlined into it. Parts shared with
/// other elements would cost a firmware that needs one of them flash and time.
#if defined(__OPTIMIZE_SIZE__)
#define PICOMLP_IN_ONE_PIECE [[gnu::flatten]]
#else
#define PICOMLP_IN_ONE_PIECE
#endif

using picomlp::detail::from_bits;
using picomlp::detail::ieee_layout;
using picomlp::detail::to_bits;

static constexpr uint32_t float_sign = 0x80000000u;
static constexpr uint64_t double_sign = 0x8000000000000000u;

static inline float absolute(float x) { return from_bits(to_bits(x) & ~float_sign); }
static inline double absolute(double x) { return from_bits(to_bits(x) & ~double_sign); }

/// The same for a number that is in a floating-point register and is to stay there.
static inline float absolute_in_register(float x) { return __builtin_fabsf(x); }

/// `magnitude`, which must not be negative, with the sign of x.
static inline float with_sign_of(float x, float magnitude) {
    return from_bits(to_bits(magnitude) | (to_bits(x) & float_sign));
}
static inline double with_sign_of(double x, double magnitude) {
    return from_bits(to_bits(magnitude) | (to_bits(x) & double_sign));
}

/// Both arguments are computed before one is chosen, so compilers need no branch.
static inline float select(bool condition, float yes, float no) { return condition ? yes : no; }
static inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

/// The one NaN of this library, positive, quiet and without payload. Processors differ in the NaN
/// that an operation gives.
static inline float not_a_number(float) { return from_bits(uint32_t{0x7fc00000u}); }
static inline double not_a_number(double) { return from_bits(uint64_t{0x7ff8000000000000u}); }
static inline float infinity(float) { return from_bits(ieee_layout<float>::infinity); }
static inline double infinity(double) { return from_bits(ieee_layout<double>::infinity); }

static inline bool is_nan(float x) {
    if constexpr (compare_bits) return to_bits(x) << 1 > 0xff000000u;
    return x != x;
}
static inline bool is_nan(double x) { return x != x; }

/// x < 0. Either answer may come for -0 and NaN.
static inline bool is_negative(float x) {
    if constexpr (compare_bits) return to_bits(x) >= float_sign;
    return x < 0.0f;
}
static inline bool is_negative(double x) { return x < 0.0; }

/// `result`, or not_a_number when x is a NaN.
template <typename T>
static inline T unless_nan(T x, T result) {
    return select(is_nan(x), not_a_number(x), result);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
