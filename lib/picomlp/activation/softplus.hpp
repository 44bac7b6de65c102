// The smooth form of relu (Dugas et al. 2001).
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// softplus(z) = log(1 + exp(z)); error bound in math/softplus.hpp.
/// The derivative is sigmoid(z) = 1 - exp(-a).
struct softplus {
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> a,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
