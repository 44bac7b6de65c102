// Exponential linear units (Clevert et al. 2015) with alpha = 1.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// elu(z) = z for z > 0, otherwise exp(z) - 1, which never goes below -1.
/// The derivative is 1 for z > 0, otherwise a + 1.
struct elu {
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, rows<const T> a,
                           rows<T> delta) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
