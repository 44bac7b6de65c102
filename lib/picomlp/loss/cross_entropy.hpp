// SPDX-License-Identifier: MIT
// Cross-entropy: binary, for sigmoid outputs, and categorical, for softmax outputs.
#pragma once

#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// cost = mean over the outputs of -(y log a + (1 - y) log(1 - a)) with a = sigmoid(z), computed as
/// max(z, 0) - y z + softplus(-|z|), which loses nothing for large |z|. delta = scale (a - y) /
/// outputs. Targets lie in [0, 1]; others, NaN among them, are status::label_out_of_range.
/// Errors: cost (n + 6) epsilon / 2 relative for targets 0 and 1, for others also the mean of |z|
/// times epsilon; delta 3.5 scale / n epsilon.
struct binary_cross_entropy {
    static constexpr type_name<binary_cross_entropy> name = "binary_cross_entropy";
    using activation = sigmoid;
    static constexpr bool has_kinks = false;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples,
                        strided_rows<const T> y) noexcept(detail::needs_real<T>());
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> z,
                         strided_rows<const T> y, T scale, strided_rows<T> delta,
                         T* cost) noexcept(detail::needs_real<T>());
};

/// cost = -sum over the outputs of y_k log a_k with a = softmax(z), computed as the sum of y_k
/// (log(sum over j of exp(z_j - m)) - (z_k - m)), m the largest z; sums run upwards. delta = scale
/// (t a - y), t being the sum of a sample's targets. It is 1 for targets of one_hot(); a sum below
/// 1 gives the sample less weight, 0 none. Targets lie in [0, 1]; others, NaN among them, are
/// status::label_out_of_range. Errors: cost t (2 n + 8) epsilon / 2 + cost (n + 4) epsilon / 2, so
/// that a cost far below epsilon is lost; delta scale t (1.5 n + 13) epsilon / 2.
struct softmax_cross_entropy {
    static constexpr type_name<softmax_cross_entropy> name = "softmax_cross_entropy";
    using activation = softmax;
    static constexpr bool has_kinks = false;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples,
                        strided_rows<const T> y) noexcept(detail::needs_real<T>());
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> z,
                         strided_rows<const T> y, T scale, strided_rows<T> delta,
                         T* cost) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
