// Nesterov's accelerated gradient.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Nesterov momentum (Nesterov 1983), in the form that needs the gradient only at w: that of
/// Sutskever, Martens, Dahl and Hinton 2013, where the stored parameters are the look-ahead point
/// (Bengio, Boulanger-Lewandowski and Pascanu 2013). PyTorch's SGD(nesterov=True) does the same:
///
///     v = coefficient * v + gradient
///     w = w * share - learning_rate * (gradient + coefficient * v)
///
/// v starts at 0.
struct nesterov {
    static constexpr type_name<nesterov> name = "nesterov";
    static constexpr uint32_t state_arrays = 1;  ///< v
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.01);  ///< finite, >= 0; 0 changes nothing except weight decay
        T coefficient = T(0.9);     ///< in [0, 1): the factor of the last velocity
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<nesterov, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto coefficient(Number value) {
        return detail::name_setting<nesterov, 1>(
            [value](auto& to) { detail::set_real(to.coefficient, value); });
    }

    template <class T>
    static status check(const settings<T>& chosen) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& chosen,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
