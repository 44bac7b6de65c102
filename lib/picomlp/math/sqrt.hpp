// SPDX-License-Identifier: MIT
// The square root.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Square root of x, correctly rounded on every target. Error: float 0.5 ulp, double 0.5 ulp.
/// sqrt(-0) is -0, sqrt(+inf) is +inf, the square root of a negative number is NaN.
/// Uses the target's instruction where it has one, else integers.
float sqrt(float x) noexcept;
double sqrt(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(sqrt)

/// y[i] = sqrt(x[i]) for i < n; see math.hpp.
void sqrt(const float* x, float* y, size_t n) noexcept;
void sqrt(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
