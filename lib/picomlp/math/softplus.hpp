// SPDX-License-Identifier: MIT
// The softplus function: logarithm of one plus the exponential.
// NaN and array forms: see math.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/math/refuse_integers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

/// log(1 + exp(x)). Error: float 1.15 ulp, double 1.2 ulp, over the whole line.
/// Overflows nowhere: softplus(x) is x for large x and exp(x) for very negative x.
/// softplus(-inf) is +0, softplus(+inf) is +inf.
/// Method: max(x, 0) + log1p(exp(-|x|)); binary cross-entropy of a logit z against label t is
/// softplus(z) - t z.
float softplus(float x) noexcept;
double softplus(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(softplus)

/// y[i] = softplus(x[i]) for i < n; see math.hpp.
void softplus(const float* x, float* y, size_t n) noexcept;
void softplus(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
