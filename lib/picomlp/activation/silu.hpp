// Sigmoid-weighted linear units (Elfwing et al. 2017), also called swish.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// silu(z) = z sigmoid(z). The derivative is s (1 + z (1 - s)) with s = sigmoid(z).
struct silu {
    static constexpr activation_argument derivative_takes = activation_argument::preactivation;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> z,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
