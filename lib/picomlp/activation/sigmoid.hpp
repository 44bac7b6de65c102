// The logistic function.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// sigmoid(z) = 1 / (1 + exp(-z)), from 0 to 1; error bound in math/sigmoid.hpp.
/// The derivative is a (1 - a).
struct sigmoid {
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> a,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
