// SPDX-License-Identifier: MIT
// The standard normal distribution: cumulative probability and density.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Phi(x), the probability that a standard normal variable is at most x; GELU is x Phi(x).
/// Error: float 4 ulp, double 5 ulp, also far in the negative tail, where the result is
/// subnormal before it becomes +0. normal_cdf(-inf) is +0, normal_cdf(+inf) is 1,
/// normal_cdf(+-0) is 0.5; never above 1.
/// Method: 1/2 plus an odd minimax polynomial for |x| < 0.65625; beyond, Phi(-x) =
/// exp(-x^2 / 2) M(x) with the exponent split exactly, M(x) (1 + 2x) being a polynomial in
/// (x - 4) / (x + 4) (after Shepherd and Laframboise 1981, "Chebyshev approximation of
/// (1 + 2x) exp(x^2) erfc x"), and Phi(x) = 1 - Phi(-x). tools/polynomials/normal_tail.sollya.
float normal_cdf(float x) noexcept;
double normal_cdf(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(normal_cdf)

/// y[i] = normal_cdf(x[i]) for i < n; see math.hpp.
void normal_cdf(const float* x, float* y, size_t n) noexcept;
void normal_cdf(const double* x, double* y, size_t n) noexcept;

/// exp(-x^2 / 2) / sqrt(2 pi), the standard normal density: the derivative of normal_cdf.
/// Error: float 2.2 ulp, double 2.5 ulp, subnormal results included; +0 at both infinities.
float normal_pdf(float x) noexcept;
double normal_pdf(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(normal_pdf)

/// y[i] = normal_pdf(x[i]) for i < n; see math.hpp.
void normal_pdf(const float* x, float* y, size_t n) noexcept;
void normal_pdf(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
