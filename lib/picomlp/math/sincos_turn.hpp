// Sine and cosine of an angle given as an integer fraction of a turn.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Sine and cosine of 2 pi fraction / 2^32: the whole range of the integer is one turn, and the
/// quadrant is taken from its bits without rounding. Error: 1.6 ulp. At the multiples of a quarter
/// turn the results are exactly 0 (of either sign), 1 and -1. Neither pointer may be null, nor may
/// the two be equal.
void sincos_turn(uint32_t fraction, float* sine, float* cosine) noexcept;

/// Sine and cosine of 2 pi fraction / 2^64. Error: 1.6 ulp. A 53-bit random integer k stands for
/// the angle 2 pi k / 2^53 when it is passed as k << 11.
void sincos_turn(uint64_t fraction, double* sine, double* cosine) noexcept;

/// The same for n fractions, with the same bits as the scalar form. The three ranges must not
/// overlap. Nothing is read or written when n is 0.
void sincos_turn(const uint32_t* fraction, float* sine, float* cosine, size_t n) noexcept;
/// @copydoc sincos_turn(const uint32_t*, float*, float*, size_t)
void sincos_turn(const uint64_t* fraction, double* sine, double* cosine, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
