// Float functions in integer arithmetic: not installed.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// Each returns the very bits of math::exp(float) and so on, by shifts, products and sums of
// integers alone. A target without float instructions calls these (float_arithmetic.hpp). Every
// target compiles them, so that every target can test them.

float integer_exp(float x) noexcept;
float integer_log(float x) noexcept;
float integer_sigmoid(float x) noexcept;
float integer_softplus(float x) noexcept;
float integer_tanh(float x) noexcept;

/// What math::sqrt falls back to on a target without an instruction (best_sqrt.hpp).
float integer_sqrt(float x) noexcept;
/// @copydoc integer_sqrt(float)
double integer_sqrt(double x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
