// SPDX-License-Identifier: MIT
// A sigmoid made of a division alone (Bergstra et al. 2009).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// softsign(z) = z / (1 + |z|), error 1.5 ulp. softsign(-0) is -0, softsign(+-inf) is +-1, NaN
/// stays NaN. The derivative is (1 - |a|)^2, error 2 ulp in a, below 1.5 epsilon in z.
struct softsign {
    static constexpr type_name<softsign> name = "softsign";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr activation_limits limits = {-1, 1};
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
