// Sine and cosine of an angle in radians.
// What becomes of a NaN and of arrays: math.hpp.
#pragma once

#include <stddef.h>

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
/// @copydoc sincos(float, float*, float*)
void sincos(double x, double* sine, double* cosine) noexcept;

/// Sine of x radians: the same bits as from sincos.
float sin(float x) noexcept;
/// @copydoc sin(float)
double sin(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(sin)

/// Cosine of x radians: the same bits as from sincos.
float cos(float x) noexcept;
/// @copydoc cos(float)
double cos(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(cos)

/// sine[i], cosine[i] of x[i] for i < n, the same bits as the scalar form. x may equal sine or
/// cosine; any other overlap is not allowed. Nothing is read or written when n is 0.
void sincos(const float* x, float* sine, float* cosine, size_t n) noexcept;
/// @copydoc sincos(const float*, float*, float*, size_t)
void sincos(const double* x, double* sine, double* cosine, size_t n) noexcept;

/// y[i] = sin(x[i]) for i < n, as math.hpp says of arrays.
void sin(const float* x, float* y, size_t n) noexcept;
/// @copydoc sin(const float*, float*, size_t)
void sin(const double* x, double* y, size_t n) noexcept;

/// y[i] = cos(x[i]) for i < n, as math.hpp says of arrays.
void cos(const float* x, float* y, size_t n) noexcept;
/// @copydoc cos(const float*, float*, size_t)
void cos(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
