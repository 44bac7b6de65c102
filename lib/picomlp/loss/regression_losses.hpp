// SPDX-License-Identifier: MIT
// Losses for regression: mean squared error, and that of Huber, for data with outliers.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// cost = mean over the outputs of (a - y)^2; delta = scale 2 (a - y) / outputs.
/// Targets are finite; others are status::not_finite_input. Relative errors, where nothing
/// underflows: cost (n + 4) epsilon / 2, delta 2 epsilon. A cost beyond the range of T is infinite.
struct mean_squared_error {
    static constexpr type_name<mean_squared_error> name = "mean_squared_error";
    using activation = void;
    static constexpr bool has_kinks = false;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples,
                        strided_rows<const T> y) noexcept(detail::needs_real<T>());
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                         strided_rows<const T> y, T scale, strided_rows<T> delta,
                         T* cost) noexcept(detail::needs_real<T>());
    template <class T>
    static status evaluate_sample(uint32_t outputs, const T* a, const T* y, T* delta,
                                  T* cost) noexcept(detail::needs_real<T>());
};

/// The loss of Huber (1964), squared near zero and absolute away from it. With e = a - y: cost =
/// mean over the outputs of e^2 / 2 where |e| <= 1, otherwise |e| - 1/2; delta = scale e / outputs
/// with e cut off at -1 and 1. Targets are finite; others are status::not_finite_input. Relative
/// errors, where nothing underflows: cost (n + 4) epsilon / 2, delta 2 epsilon.
struct huber {
    static constexpr type_name<huber> name = "huber";
    using activation = void;
    static constexpr bool has_kinks = false;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples,
                        strided_rows<const T> y) noexcept(detail::needs_real<T>());
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                         strided_rows<const T> y, T scale, strided_rows<T> delta,
                         T* cost) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
