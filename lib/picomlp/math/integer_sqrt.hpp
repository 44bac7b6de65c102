// The square root in integer arithmetic.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// Square root of x, correctly rounded, by shifts, additions and comparisons of integers alone:
/// what picomlp::sqrt falls back to on a target without an instruction. Compiled on every target,
/// so that it can be tested on every target. Same special cases as picomlp::sqrt.
float integer_sqrt(float x) noexcept;
/// @copydoc integer_sqrt(float)
double integer_sqrt(double x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
