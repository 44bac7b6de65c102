// The softmax of all features of a sample, for a classifier's output layer.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// softmax(z)_i = exp(z_i - m) / sum over j of exp(z_j - m), with m the largest z_j, so that
/// nothing overflows; the sum runs upwards in j from the first term. The derivative routine
/// multiplies delta by the Jacobian: delta_i = a_i (delta_i - sum over j of a_j delta_j).
struct softmax {
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> a,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
