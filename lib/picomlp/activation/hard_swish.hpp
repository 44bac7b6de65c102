// SPDX-License-Identifier: MIT
// A piecewise form of silu, without exp (Howard et al. 2019).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// hard_swish(z) = z min(max(z + 3, 0), 6) / 6, error below 2 ulp. It is -0 for z <= -3 and z for
/// z >= 3, also for infinite z; hard_swish(-0) is -0, NaN stays NaN.
/// The derivative is 0 for z <= -3, 1 for z >= 3, and between them z / 3 + 1/2, which changes its
/// sign at z = -1.5, so the bound is an absolute one: 1 epsilon. It jumps at +-3.
struct hard_swish {
    static constexpr type_name<hard_swish> name = "hard_swish";
    static constexpr activation_argument derivative_takes = activation_argument::preactivation;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
