// What a logit costs by binary cross-entropy, and its derivative, from one exponential. For the
// library's own sources: not installed.
#pragma once

#include "picomlp/math/sigmoid_core.hpp"
#include "picomlp/math/softplus_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

template <class T>
struct cross_entropy {
    T cost;        ///< max(z, 0) - y z + softplus(-|z|)
    T difference;  ///< sigmoid(z) - y
};

/// The bits are those of the functions named above, NaN for a logit that is one.
template <class T>
static inline cross_entropy<T> cross_entropy_element(T z, T y) {
    const exp_pair<T> e = exp_pair_of_negative(z);
    const T above = select(z > T(0), z, T(0));
    return {above - y * z + unless_nan(z, log_of_one_plus(e)),
            unless_nan(z, sigmoid_of_pair(z, e)) - y};
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
