// SPDX-License-Identifier: MIT
// Exponential linear units (Clevert et al. 2015) with alpha = 1.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// elu(z) = z for z > 0, otherwise exp(z) - 1, which never goes below -1: the bits of math::expm1,
/// whose header has the error bound. elu(-0) is -0, elu(-inf) is -1, NaN stays NaN. The derivative
/// is 1 for a > 0, otherwise a + 1, correctly rounded in a, error at most 1.5 epsilon in z; it is 0
/// where a has reached -1.
struct elu {
    static constexpr type_name<elu> name = "elu";
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
