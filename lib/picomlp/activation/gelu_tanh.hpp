// SPDX-License-Identifier: MIT
// GELU's form with tanh (Hendrycks & Gimpel 2016), as many published models use it.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// gelu_tanh(z) = z (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (z + 0.044715 z^3), which is
/// z sigmoid(2 u). Error below 4 ulp where sigmoid(2 u) is a normal number (z > -10 in float,
/// z > -21.14 in double), elsewhere at most 2 |z| times the smallest subnormal. It is -0 at -inf,
/// +inf at +inf and -0 at -0; NaN stays NaN. The derivative changes its sign at z = -0.75, so the
/// bound is an absolute one: 2 epsilon. It is 0 at -inf and 1 at +inf.
struct gelu_tanh {
    static constexpr type_name<gelu_tanh> name = "gelu_tanh";
    static constexpr activation_argument derivative_takes = activation_argument::preactivation;
    static constexpr bool has_kinks = false;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
