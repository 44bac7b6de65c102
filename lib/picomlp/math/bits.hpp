// What can be done to floating-point numbers by their bits. For the sources of this floor alone:
// not installed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/math/float_arithmetic.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// Everything here has internal linkage on purpose: these functions are inlined into translation
// units compiled for different instruction sets, and the linker must never pick one for all.

using picomlp::detail::from_bits;
using picomlp::detail::ieee_layout;
using picomlp::detail::to_bits;

static constexpr uint32_t float_sign = 0x80000000u;
static constexpr uint64_t double_sign = 0x8000000000000000u;

static inline float absolute(float x) { return from_bits(to_bits(x) & ~float_sign); }
static inline double absolute(double x) { return from_bits(to_bits(x) & ~double_sign); }

/// `magnitude` (whose own sign must be clear) with the sign of `x`.
static inline float with_sign_of(float x, float magnitude) {
    return from_bits(to_bits(magnitude) | (to_bits(x) & float_sign));
}
static inline double with_sign_of(double x, double magnitude) {
    return from_bits(to_bits(magnitude) | (to_bits(x) & double_sign));
}

/// Both values are computed, one is taken. As a call, it keeps the arms free of arithmetic.
static inline float select(bool condition, float yes, float no) { return condition ? yes : no; }
static inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

/// The one NaN this library returns: processors disagree on the sign and payload they produce.
static inline float not_a_number(float) { return from_bits(uint32_t{0x7fc00000u}); }
static inline double not_a_number(double) { return from_bits(uint64_t{0x7ff8000000000000u}); }
static inline float infinity(float) { return from_bits(ieee_layout<float>::infinity); }
static inline double infinity(double) { return from_bits(ieee_layout<double>::infinity); }

static inline bool is_nan(float x) {
    if constexpr (bits_are_compared) return to_bits(x) << 1 > 0xff000000u;
    return x != x;
}
static inline bool is_nan(double x) { return x != x; }

/// x < 0, where the answer for -0 and NaN does not matter.
static inline bool is_negative(float x) {
    if constexpr (bits_are_compared) return to_bits(x) >= float_sign;
    return x < 0.0f;
}
static inline bool is_negative(double x) { return x < 0.0; }

/// `result`, or the NaN above when x is one.
template <typename T>
static inline T unless_nan(T x, T result) {
    return select(is_nan(x), not_a_number(x), result);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
