// The softplus in float operations. For the sources of this floor alone: not installed.
#pragma once

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// log(1 + e) for 0 <= e <= 1: from about sqrt(2) on, 1 + e is halved.
template <typename T>
static inline T log_of_one_plus(exp_pair<T> e) {
    const bool halve = e.high > T(0.4140625);
    const T less_one = e.high - T(1);
    const T less_one_error = (e.high - (less_one + T(1))) + e.low;
    const T f = select(halve, T(0.5) * less_one, e.high);
    const T f_error = select(halve, T(0.5) * less_one_error, e.low);
    const T k = select(halve, T(1), T(0));
    return log_of_sum(k, f, f_error);
}

template <typename T>
static inline T softplus_element(T x) {
    const T ramp = select(x > T(0), x, T(0));
    return unless_nan(x, ramp + log_of_one_plus(exp_pair_of_negative(x)));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
