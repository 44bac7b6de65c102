// SPDX-License-Identifier: MIT
// A smooth form of relu that dips below 0 (Misra 2019).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// mish(z) = z tanh(log(1 + exp(z))), error below 5.5 ulp where exp(z) is a normal number (z > -87
/// in float, z > -708 in double), elsewhere at most 2 |z| times the smallest subnormal. mish(-inf)
/// is -0, mish(+inf) is +inf, mish(-0) is -0, NaN stays NaN. The derivative changes its sign at z =
/// -1.19, so the bound is an absolute one: 2.5 epsilon. It is 0 at -inf and 1 at +inf.
struct mish {
    static constexpr type_name<mish> name = "mish";
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
