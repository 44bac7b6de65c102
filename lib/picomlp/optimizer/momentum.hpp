// Gradient descent with momentum.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The heavy ball method (Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013, equations 1 and
/// 2), with the learning rate outside the velocity, as in PyTorch:
///
///     v = coefficient * v + (1 - dampening) * gradient
///     w = w * share - learning_rate * v
///
/// v starts at 0. With dampening = coefficient, v is the exponentially weighted average of Andrew
/// Ng's course, without bias correction; PyTorch does not dampen the first step. 1 - dampening is
/// computed once a step.
struct momentum {
    static constexpr type_name<momentum> name = "momentum";
    static constexpr uint32_t state_arrays = 1;  ///< v
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.01);  ///< finite, >= 0; 0 changes nothing except weight decay
        T coefficient = T(0.9);     ///< in [0, 1): the factor of the last velocity
        T dampening = T(0);         ///< in [0, 1): the gradient's factor is 1 - dampening
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<momentum, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto coefficient(Number value) {
        return detail::name_setting<momentum, 1>(
            [value](auto& to) { detail::set_real(to.coefficient, value); });
    }
    template <class Number>
    static constexpr auto dampening(Number value) {
        return detail::name_setting<momentum, 2>(
            [value](auto& to) { detail::set_real(to.dampening, value); });
    }

    template <class T>
    static status check(const settings<T>& chosen) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& chosen,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
