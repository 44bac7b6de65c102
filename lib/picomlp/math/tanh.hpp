// SPDX-License-Identifier: MIT
// The hyperbolic tangent.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Hyperbolic tangent of x. Error: float 1.35 ulp, double 1.5 ulp.
/// Odd in every bit: tanh(-x) is -tanh(x), tanh(-0) is -0, tanh(+-inf) is +-1; never above 1.
/// Method: an odd minimax polynomial for |x| < 0.625, 1 - 2 / (exp(2 |x|) + 1) beyond.
float tanh(float x) noexcept;
double tanh(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(tanh)

/// y[i] = tanh(x[i]) for i < n; see math.hpp.
void tanh(const float* x, float* y, size_t n) noexcept;
void tanh(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
