// SPDX-License-Identifier: MIT
// Gaussian error linear units (Hendrycks & Gimpel 2016), exact, not the tanh approximation.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// gelu(z) = z Phi(z), with Phi the normal distribution function (math/normal_cdf.hpp). Error:
/// float 4.5 ulp, double 5.5 ulp where Phi(z) is a normal number (z > -12.9 in float, z > -37.5 in
/// double), elsewhere at most 5 |z| times the smallest subnormal.
/// gelu(-inf) is -0, gelu(+inf) is +inf, gelu(-0) is -0, NaN stays NaN.
/// The derivative is Phi(z) + z phi(z); it changes its sign at z = -0.75, so the bound is an
/// absolute one: 2.5 epsilon. It is 0 at -inf and 1 at +inf.
struct gelu {
    static constexpr type_name<gelu> name = "gelu";
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
