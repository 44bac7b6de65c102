// SPDX-License-Identifier: MIT
// Scaled exponential linear units (Klambauer et al. 2017).
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// selu(z) = scale z for z > 0, otherwise scale alpha (exp(z) - 1), with the paper's scale = 1.0507
/// and alpha = 1.6733. Error: 2 ulp. selu(-0) is -0, selu(-inf) is
/// -scale alpha, NaN stays NaN. The derivative is scale for a > 0, otherwise a + scale alpha; error
/// at most 1.5 epsilon in z. It jumps at z = 0.
struct selu {
    static constexpr type_name<selu> name = "selu";
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>());
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
