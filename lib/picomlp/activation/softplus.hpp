// SPDX-License-Identifier: MIT
// The smooth form of relu (Dugas et al. 2001).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// softplus(z) = log(1 + exp(z)): the bits of math::softplus, whose header has the error bound and
/// the special values. The derivative is sigmoid(z), computed as -expm1(-a), error 2 ulp in a,
/// below 6 ulp in z where a is not subnormal.
struct softplus {
    static constexpr type_name<softplus> name = "softplus";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr bool has_kinks = false;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
