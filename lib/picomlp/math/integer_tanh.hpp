// math::tanh of a float in integer arithmetic.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The hyperbolic tangent of x: the very bits of math::tanh(float), by shifts, products and sums of
/// integers alone. What math::tanh calls on a target without float instructions
/// (float_arithmetic.hpp); compiled on every target, so that it can be tested on every target.
float integer_tanh(float x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
