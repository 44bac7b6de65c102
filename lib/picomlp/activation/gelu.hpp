// Gaussian error linear units (Hendrycks & Gimpel 2016), exact, not the tanh approximation.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// gelu(z) = z Phi(z), with Phi the normal distribution function (math/normal_cdf.hpp).
/// The derivative is Phi(z) + z phi(z).
struct gelu {
    static constexpr activation_argument derivative_takes = activation_argument::preactivation;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> z,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
