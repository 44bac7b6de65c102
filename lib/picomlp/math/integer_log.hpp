// math::log of a float in integer arithmetic.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The natural logarithm of x: the very bits of math::log(float), by shifts, products and sums of
/// integers alone. What math::log calls on a target without float instructions
/// (float_arithmetic.hpp); compiled on every target, so that it can be tested on every target.
float integer_log(float x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
