// Range checks of optimizers' settings. For this floor's sources: not installed.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Finite and not negative.
template <class T>
bool is_rate(T x) {
    return !detail::is_nan_or_inf(x) && x >= T(0);
}

/// In [0, 1).
template <class T>
bool is_decay(T x) {
    return x >= T(0) && x < T(1);
}

/// Finite and positive.
template <class T>
bool is_positive(T x) {
    return !detail::is_nan_or_inf(x) && x > T(0);
}

inline status ok_if(bool good) { return good ? status::ok : status::bad_argument; }

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
