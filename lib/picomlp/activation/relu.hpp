// SPDX-License-Identifier: MIT
// Rectified linear units (Nair & Hinton 2010) and their leaky form (Maas et al. 2013).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// relu(z) = z for z > 0, otherwise +0, also for NaN; exact. The derivative at 0 is 0, as in the
/// course, and where a <= 0 delta becomes +0 even if it was NaN or infinite.
struct relu {
    static constexpr type_name<relu> name = "relu";
    static constexpr activation_argument derivative_takes = activation_argument::output_sign;
    static constexpr bool hides_nan = true;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

/// leaky_relu(z) = z for z > 0, otherwise z / 100: the rounded product with the rounded 0.01, error
/// below 1.5 ulp. -0 stays -0, NaN stays NaN, -inf stays -inf. The derivative is 1 where a > 0,
/// otherwise 0.01.
struct leaky_relu {
    static constexpr type_name<leaky_relu> name = "leaky_relu";
    static constexpr activation_argument derivative_takes = activation_argument::output_sign;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
