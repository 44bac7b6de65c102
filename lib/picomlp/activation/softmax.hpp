// SPDX-License-Identifier: MIT
// Softmax over the features of each sample, for a classifier's output layer.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// softmax(z)_i = exp(z_i - m) / sum over j of exp(z_j - m), with m the largest z_j, so that
/// nothing overflows; the sum runs upwards in j from the first term. Every a_i lies in [0, 1] and
/// for n features their exact sum is within n epsilon / 2 of 1. Relative error of a normal a_i:
/// (|z_i - m| + 1.5 n + 9) epsilon / 2. Any finite z is allowed, and -inf beside a finite one; a
/// NaN or +inf makes the whole sample NaN.
///
/// The derivative routine multiplies delta by the Jacobian: delta_i = a_i (delta_i - sum over j of
/// a_j delta_j), the sum upwards from +0, absolute error a_i (n + 4) max |delta| epsilon / 2.
struct softmax {
    static constexpr type_name<softmax> name = "softmax";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr bool gives_probabilities = true;
    static constexpr bool has_kinks = false;
    static constexpr bool sums_to_one = true;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void apply_to_sample(uint32_t features, T* z,
                                T no_parameter) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
