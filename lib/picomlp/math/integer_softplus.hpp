// math::softplus of a float in integer arithmetic.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// log(1 + exp(x)): the very bits of math::softplus(float), by shifts, products and sums of
/// integers alone. What math::softplus calls on a target without float instructions
/// (float_arithmetic.hpp); compiled on every target, so that it can be tested on every target.
float integer_softplus(float x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
