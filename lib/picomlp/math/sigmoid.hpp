// SPDX-License-Identifier: MIT
// The logistic function.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// 1 / (1 + exp(-x)). Error: float 1.45 ulp, double 1.3 ulp, also far in the negative tail,
/// where the result is subnormal before it becomes +0. Never infinite, never above 1.
/// sigmoid(-inf) is +0, sigmoid(+inf) is 1, sigmoid(+-0) is 0.5.
/// Method: double takes e = exp(-|x|), then (x < 0 ? e : 1) / (1 + e), corrected to first order for
/// the rounding errors of e and of 1 + e. Float takes exp(|x|) = (1 + m) / 2^k with |m| < 1/2 and
/// q = 2^k / ((1 + 2^k) + m), then 1 - q, or for x < 0 q corrected to first order for the rounding
/// errors of its denominator: fewer operations wait for each other.
float sigmoid(float x) noexcept;
double sigmoid(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(sigmoid)

/// y[i] = sigmoid(x[i]) for i < n; see math.hpp.
void sigmoid(const float* x, float* y, size_t n) noexcept;
void sigmoid(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
