// SPDX-License-Identifier: MIT
// The logarithm of softmax, as classifiers of other libraries have it at their end.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// log_softmax(z)_i = z_i - max(z) - log(sum_j exp(z_j - max(z))), over the features of each
/// sample, which are summed in their order. No exponential overflows; the error is at most
/// (features / 2 + 2 + |a_i|) epsilon. One infinite z makes the sample NaN, as one NaN does. The
/// derivative replaces delta_i by delta_i - exp(a_i) sum_j delta_j.
///
/// The class of a sample is where the output is largest, as with softmax; its probability is
/// exp(a).
struct log_softmax {
    static constexpr type_name<log_softmax> name = "log_softmax";
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
