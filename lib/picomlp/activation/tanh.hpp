// The hyperbolic tangent.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// tanh(z), from -1 to 1; error bound in math/tanh.hpp. The derivative is 1 - a^2.
struct tanh {
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> a,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
