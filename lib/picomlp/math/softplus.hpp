// The softplus function: logarithm of one plus the exponential.
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
/// A NaN becomes the positive quiet NaN without payload, on every target.
/// Method: max(x, 0) + log1p(exp(-|x|)); binary cross-entropy of a logit z against label t is
/// softplus(z) - t z.
/// On a processor without float instructions the float form computes in integers, to the same bits.
float softplus(float x) noexcept;
/// @copydoc softplus(float)
double softplus(double x) noexcept;
PICOMLP_REFUSE_INTEGERS(softplus)

/// y[i] = softplus(x[i]) for i < n, the same bits as the scalar form. x == y is allowed; any other
/// overlap is not. Nothing is read or written when n is 0.
void softplus(const float* x, float* y, size_t n) noexcept;
/// @copydoc softplus(const float*, float*, size_t)
void softplus(const double* x, double* y, size_t n) noexcept;

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
