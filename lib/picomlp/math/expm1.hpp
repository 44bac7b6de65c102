// SPDX-License-Identifier: MIT
// The exponential function less one, accurate near zero.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// exp(x) - 1, with full relative accuracy near 0. Error: float 1.1 ulp, double 1.3 ulp.
/// expm1(-inf) is -1, expm1(+inf) is +inf, expm1(-0) is -0 and tiny x come back unchanged.
/// Method: reduction and polynomial of exp, with the rounding error of the reduction and of
/// 2^n - 1 + 2^n r carried to the last addition.
float expm1(float x) noexcept;
double expm1(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(expm1)

/// y[i] = expm1(x[i]) for i < n; see math.hpp.
void expm1(const float* x, float* y, size_t n) noexcept;
void expm1(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
