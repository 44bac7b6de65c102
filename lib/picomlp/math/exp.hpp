// SPDX-License-Identifier: MIT
// The exponential function.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// e to the power x. Error: float 1.0 ulp, double 1.1 ulp, subnormal results included.
/// exp(-inf) is +0, exp(+inf) is +inf; results too large become +inf, too small +0.
/// Method: x = n ln 2 + r with |r| <= ln 2 / 2, a minimax polynomial for exp(r)
/// (tools/polynomials/exp.sollya), then scaling by 2^n in two exact halves, so that a subnormal
/// result is rounded once.
float exp(float x) noexcept;
double exp(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(exp)

/// y[i] = exp(x[i]) for i < n; see math.hpp.
void exp(const float* x, float* y, size_t n) noexcept;
void exp(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
