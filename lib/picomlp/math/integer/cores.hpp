// SPDX-License-Identifier: MIT
// Parts of exp_core.hpp and log_core.hpp in integers, which several functions share.
#pragma once

#include "picomlp/math/integer/float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// exp(x) = 2^n value and its intermediate results: x = n ln 2 + r and value = 1 + less_one. Each
/// error is the exact result minus the rounded one above it, in 2^-31 of that number's unit.
struct integer_exp_steps {
    int32_t n;
    integer_float r;
    int32_t r_error;
    integer_float less_one;
    int32_t less_one_error;
    integer_float value;
    int32_t value_error;
};

/// x = n ln 2 + r, the error as above.
struct integer_exp_reduction {
    int32_t n;
    integer_float r;
    int32_t r_error;
};

/// For -104 <= x <= 104 and |x| > 2^-25.
integer_exp_reduction reduce_integer_exp(float x) noexcept;

/// For -104 <= x <= 89 and |x| > 2^-25.
integer_exp_steps take_exp_steps(float x) noexcept;

/// The error of value: exp(x) is closer to 2^n (value + error) than to 2^n value. It is the low
/// part of exp_pair_of_negative before its multiplication by 2^n.
integer_float integer_exp_error(const integer_exp_steps& steps) noexcept;

/// log_of_sum of log_core.hpp: k ln 2 + log(1 + f + f_error). f and f_error may be zero.
integer_float integer_log_of_sum(int32_t k, const integer_float& f,
                                 const integer_float& f_error) noexcept;

/// Of an angle between -pi / 4 and pi / 4. The sine may be zero.
struct integer_sincos {
    integer_float sine;
    integer_float cosine;
};

/// sincos_of_rest of angle_of_turn (sincos_core.hpp).
integer_sincos integer_sincos_of_rest(uint32_t fraction) noexcept;

/// The square root of a positive number, rounded.
integer_float integer_root(const integer_float& x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
