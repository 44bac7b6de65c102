// SPDX-License-Identifier: MIT
// Range checks of settings, and the instantiations of an optimizer.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Finite and >= 0.
template <class T>
bool is_not_negative(T x) {
    using layout = ieee_layout<T>;
    const typename layout::bits bits = to_bits(x);
    return bits < layout::infinity || bits << 1 == 0;
}

/// Finite and > 0.
template <class T>
bool is_positive(T x) {
    return !detail::is_nan_or_inf(x) && x > T(0);
}

/// In [0, 1).
template <class T>
bool is_fraction(T x) {
    return x >= T(0) && x < T(1);
}

inline status ok_if(bool good) { return good ? status::ok : status::bad_argument; }

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

#define PICOMLP_INSTANTIATE_OPTIMIZER(OPTIMIZER)                              \
    template status OPTIMIZER::check(const settings<float>&) noexcept;        \
    template status OPTIMIZER::check(const settings<double>&) noexcept;       \
    template status OPTIMIZER::update(const settings<float>&,                 \
                                      const update_request<float>&) noexcept; \
    template status OPTIMIZER::update(const settings<double>&,                \
                                      const update_request<double>&) noexcept;
