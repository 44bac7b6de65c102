// SPDX-License-Identifier: MIT
// The error function.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. Error: float 1.3 ulp, double 1.6 ulp.
/// Odd in every bit: erf(-x) is -erf(x), erf(-0) is -0, erf(+-inf) is +-1; never above 1.
/// Method: an odd minimax polynomial for |x| < 1 (tools/polynomials/erf.sollya), beyond it
/// 1 - 2 Phi(-|x| sqrt 2) with the tail of normal_cdf.
float erf(float x) noexcept;
double erf(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(erf)

/// y[i] = erf(x[i]) for i < n; see math.hpp.
void erf(const float* x, float* y, size_t n) noexcept;
void erf(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
