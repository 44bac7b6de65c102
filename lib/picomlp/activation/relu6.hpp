// SPDX-License-Identifier: MIT
// Rectified linear units that end at 6 (Krizhevsky 2010), as mobile networks use them.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// relu6(z) = z cut off at 0 and 6, also for infinite z; exact. NaN gives +0. The derivative is 1
/// where 0 < a < 6, otherwise 0.
struct relu6 {
    static constexpr type_name<relu6> name = "relu6";
    static constexpr activation_argument derivative_takes = activation_argument::output;
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
