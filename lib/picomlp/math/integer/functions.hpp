// SPDX-License-Identifier: MIT
// Float functions in integer arithmetic, for targets without float instructions (soft_float).
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// Each returns the same bits as math::exp(float) and so on, by shifts, products and sums of
// integers. They are compiled for every target, so that tests can run on every target.

float integer_exp(float x) noexcept;
float integer_log(float x) noexcept;
float integer_sigmoid(float x) noexcept;
float integer_softplus(float x) noexcept;
float integer_tanh(float x) noexcept;

/// math::sqrt on a target without an instruction for it (sqrt_core.hpp).
float integer_sqrt(float x) noexcept;
double integer_sqrt(double x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
