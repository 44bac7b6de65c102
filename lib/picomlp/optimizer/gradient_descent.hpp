// SPDX-License-Identifier: MIT
// Gradient descent: plain, with momentum, and Nesterov's.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/kernels/sample_layers.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// w = w * decay_factor - learning_rate * gradient: madd(-learning_rate, gradient, w *
/// decay_factor), rounded as kernels/order.hpp says, in the rounding profile. Has no state. Ignores
/// the request's step and state and the runs' `weights`.
struct gradient_descent {
    static constexpr type_name<gradient_descent> name = "gradient_descent";
    static constexpr uint32_t state_arrays = 0;
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.01);  ///< finite, >= 0; 0 changes nothing except weight decay
    };

    /// A named setting for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<gradient_descent, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }

    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());

    /// A faster path, to the same bits, for parameters that are one run without weight decay.
    template <class T>
    static status update(const settings<T>& settings, size_t count, const T* gradient,
                         T* parameters) noexcept(detail::needs_real<T>()) {
        return kernels::sgd_step<T>(count, settings.learning_rate, gradient, parameters)
                   ? status::ok
                   : status::diverged;
    }
};

/// The heavy ball method (Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013, equations 1 and
/// 2), with the learning rate outside the velocity, as in PyTorch:
///
///     v = coefficient * v + (1 - dampening) * gradient
///     w = w * decay_factor - learning_rate * v
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
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

/// Nesterov momentum (Nesterov 1983), in the form that needs the gradient only at w: that of
/// Sutskever, Martens, Dahl and Hinton 2013, where the stored parameters are the look-ahead point
/// (Bengio, Boulanger-Lewandowski and Pascanu 2013). PyTorch's SGD(nesterov=True) does the same:
///
///     v = coefficient * v + gradient
///     w = w * decay_factor - learning_rate * (gradient + coefficient * v)
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
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
