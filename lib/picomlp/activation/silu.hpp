// SPDX-License-Identifier: MIT
// Sigmoid-weighted linear units (Elfwing et al. 2017), also called swish.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// silu(z) = z sigmoid(z), error below 4.5 ulp where sigmoid(z) is a normal number (z > -87 in
/// float, z > -708 in double), elsewhere at most 2 |z| times the smallest subnormal.
/// silu(-inf) is -0, silu(+inf) is +inf, silu(-0) is -0, NaN stays NaN.
/// The derivative is s (1 + z (1 - s)) with s = sigmoid(z); it changes its sign at z = -1.28, so
/// the bound is an absolute one: (max(z, 0) + 4) epsilon. It is 0 at -inf and 1 at +inf.
struct silu {
    static constexpr type_name<silu> name = "silu";
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
