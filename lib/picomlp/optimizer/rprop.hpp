// SPDX-License-Identifier: MIT
// Rprop, for full batches.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Resilient backpropagation (Riedmiller and Braun 1993): each parameter has a step size of its
/// own, which follows the signs of its gradient and not the magnitude. Without backtracking
/// (iRprop- of Igel and Huesken 2000, as in PyTorch). For full batches: between mini-batches signs
/// change by chance.
///
///     factor = increase, decrease or 1, where the gradient's sign is that of the one remembered,
///              its opposite, or one of both is 0
///     size = size * factor, not below minimum_step, not above maximum_step
///     g = 0 where the sign changed, else gradient
///     w = w * decay_factor - size where g > 0, w * decay_factor + size where g < 0, w *
///     decay_factor where g is 0
///
/// g and size are remembered. Signs are compared, not multiplied, so that a product cannot
/// underflow. The learning rate is the size of the first step. Later learning rates are ignored, so
/// schedules have no effect. The other defaults are those of the papers and of PyTorch.
struct rprop {
    static constexpr type_name<rprop> name = "rprop";
    static constexpr uint32_t state_arrays = 2;  ///< g, size
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.01);  ///< finite, >= 0; held within the limits of a step
        T decrease = T(0.5);        ///< in (0, 1)
        T increase = T(1.2);        ///< finite, > 1
        T minimum_step = T(1e-6);   ///< > 0
        T maximum_step = T(50);     ///< finite, >= minimum_step
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<rprop, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto decrease(Number value) {
        return detail::name_setting<rprop, 1>(
            [value](auto& to) { detail::set_real(to.decrease, value); });
    }
    template <class Number>
    static constexpr auto increase(Number value) {
        return detail::name_setting<rprop, 2>(
            [value](auto& to) { detail::set_real(to.increase, value); });
    }
    template <class Number>
    static constexpr auto minimum_step(Number value) {
        return detail::name_setting<rprop, 3>(
            [value](auto& to) { detail::set_real(to.minimum_step, value); });
    }
    template <class Number>
    static constexpr auto maximum_step(Number value) {
        return detail::name_setting<rprop, 4>(
            [value](auto& to) { detail::set_real(to.maximum_step, value); });
    }

    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
