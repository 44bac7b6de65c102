// SPDX-License-Identifier: MIT
// The logistic sigmoid activation.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// sigmoid(z) = 1 / (1 + exp(-z)), from 0 to 1: the bits of math::sigmoid, whose header has the
/// error bound and the special values. The derivative is a (1 - a), error below 1.5 ulp in a, at
/// most 1.5 epsilon in z; it is 0 where a has reached 0 or 1.
struct sigmoid {
    static constexpr type_name<sigmoid> name = "sigmoid";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr activation_limits limits = {0, 1};
    static constexpr bool gives_probabilities = true;
    static constexpr bool has_kinks = false;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void apply_to_sample(uint32_t features, T* z,
                                T no_parameter) noexcept(detail::needs_real<T>());
    template <class T>
    static T apply_to_number(T z, T no_parameter) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
