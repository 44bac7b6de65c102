// Categorical cross-entropy, for softmax outputs.
#pragma once

#include "picomlp/activation/softmax.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
