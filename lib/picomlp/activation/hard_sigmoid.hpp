// SPDX-License-Identifier: MIT
// A piecewise linear sigmoid, for targets where exp is expensive.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// hard_sigmoid(z) = z/6 + 1/2 cut off at 0 and 1, as PyTorch and newer Keras define it; computed
/// as (z + 3) / 6 cut off, error below 1.5 ulp; NaN gives 0. The derivative is 1/6 where
/// 0 < a < 1, otherwise 0.
struct hard_sigmoid {
    static constexpr type_name<hard_sigmoid> name = "hard_sigmoid";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr activation_limits limits = {0, 1};
    static constexpr bool gives_probabilities = true;
    static constexpr bool hides_nan = true;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
