// The sigmoid in float operations. For the sources of this floor alone: not installed.
#pragma once

#include "picomlp/math/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// The errors of exp and of 1 + e are known to first order; the quotient is corrected by what they
// amount to, for which 1 / (1 + e) is needed only to a few per cent: a line does. For a NaN some
// number. The pair is exp_pair_of_negative(x).
template <typename T>
static inline T sigmoid_of_pair(T x, exp_pair<T> e) {
    const T denominator = T(1) + e.high;
    const T denominator_error = (e.high - (denominator - T(1))) + e.low;
    const T reciprocal = T(1.4571068) - T(0.5) * denominator;
    const bool negative = is_negative(x);
    const T numerator = select(negative, e.high, T(1));
    const T quotient = numerator / denominator;
    const T excess = quotient * denominator_error;
    return quotient - reciprocal * select(negative, excess - e.low, excess);
}

template <typename T>
static inline T sigmoid_of_number(T x) {
    return sigmoid_of_pair(x, exp_pair_of_negative(x));
}

template <typename T>
static inline T sigmoid_element(T x) {
    return unless_nan(x, sigmoid_of_number(x));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
