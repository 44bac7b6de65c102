// SPDX-License-Identifier: MIT
// Sine and cosine of an angle, in radians or as an integer fraction of a turn.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Sine and cosine of x radians, for every finite x, however large. Error: float 0.85 ulp,
/// double 0.9 ulp. An infinite x or a NaN gives the positive quiet NaN twice; sin(-0) is -0.
/// Neither pointer may be null, nor may the two be equal.
/// Method: |x| below pi/4 is used as it is; beyond, the fraction of x * 2/pi is cut out of a table
/// of 2/pi in integers (Payne and Hanek 1983, "Radian reduction for trigonometric functions").
void sincos(float x, float* sine, float* cosine) noexcept;
void sincos(double x, double* sine, double* cosine) noexcept;

/// Sine of x radians: the same bits as from sincos.
float sin(float x) noexcept;
double sin(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(sin)

/// Cosine of x radians: the same bits as from sincos.
float cos(float x) noexcept;
double cos(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(cos)

/// sine[i], cosine[i] of x[i] for i < n, the same bits as the scalar form. x may equal sine or
/// cosine; any other overlap is not allowed.
void sincos(const float* x, float* sine, float* cosine, size_t n) noexcept;
void sincos(const double* x, double* sine, double* cosine, size_t n) noexcept;

/// y[i] = sin(x[i]) for i < n; see math.hpp.
void sin(const float* x, float* y, size_t n) noexcept;
void sin(const double* x, double* y, size_t n) noexcept;

/// y[i] = cos(x[i]) for i < n; see math.hpp.
void cos(const float* x, float* y, size_t n) noexcept;
void cos(const double* x, double* y, size_t n) noexcept;

/// Sine and cosine of 2 pi fraction / 2^32: the whole range of the integer is one turn, and the
/// quadrant is taken from its bits without rounding. Error: 1.6 ulp. At the multiples of a quarter
/// turn the results are exactly 0 (of either sign), 1 and -1. Neither pointer may be null, nor may
/// the two be equal.
void sincos_turn(uint32_t fraction, float* sine, float* cosine) noexcept;

/// Sine and cosine of 2 pi fraction / 2^64. Error: 1.6 ulp. A 53-bit random integer k stands for
/// the angle 2 pi k / 2^53 when it is passed as k << 11.
void sincos_turn(uint64_t fraction, double* sine, double* cosine) noexcept;

/// The same for n fractions, with the same bits as the scalar form. The three ranges must not
/// overlap.
void sincos_turn(const uint32_t* fraction, float* sine, float* cosine, size_t n) noexcept;
void sincos_turn(const uint64_t* fraction, double* sine, double* cosine, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
