// SPDX-License-Identifier: MIT
// The natural logarithm.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// Natural logarithm of x. Error: float 0.86 ulp (0.8508 over all inputs), double 0.5 ulp, which
/// is correctly rounded (see below).
/// log(+-0) is -inf, log(+inf) is +inf, log of a negative number is NaN, log(1) is +0.
///
/// The double form evaluates the series of 2 artanh((m - 1) / (m + 1)) in double-double arithmetic
/// (Dekker 1971, "A floating-point technique for extending the available precision", without fused
/// operations) with a relative error below 2^-96 before the final rounding, also near x = 1. So it
/// equals the correctly rounded logarithm except where the true value lies within 2^-96 of the
/// midpoint of two doubles, about one input in 2^42; NumPy's normal stream is reproduced with it.
float log(float x) noexcept;
double log(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(log)

/// y[i] = log(x[i]) for i < n; see math.hpp.
void log(const float* x, float* y, size_t n) noexcept;
void log(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
