// SPDX-License-Identifier: MIT
// The RMSprop optimizer.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A learning rate for each parameter, divided by the root of a running mean of its squared
/// gradient (Tieleman and Hinton 2012, lecture 6e), epsilon outside the root:
///
///     s = decay * s + (1 - decay) * gradient * gradient
///     w = w * decay_factor - learning_rate * gradient / (sqrt(s) + epsilon)
///
/// s starts at 0, without bias correction. 1 - decay is computed once a step. The defaults for
/// learning rate and decay are the lecture's (and Keras's); PyTorch's are 0.01 and 0.99. A gradient
/// whose square overflows gives status::diverged.
struct rmsprop {
    static constexpr type_name<rmsprop> name = "rmsprop";
    static constexpr uint32_t state_arrays = 1;  ///< s
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.001);  ///< finite, >= 0; 0 changes nothing except weight decay
        T decay = T(0.9);            ///< in [0, 1): the factor of the last mean
        T epsilon = T(1e-8);         ///< finite, > 0: no division by less
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<rmsprop, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto decay(Number value) {
        return detail::name_setting<rmsprop, 1>(
            [value](auto& to) { detail::set_real(to.decay, value); });
    }
    template <class Number>
    static constexpr auto epsilon(Number value) {
        return detail::name_setting<rmsprop, 2>(
            [value](auto& to) { detail::set_real(to.epsilon, value); });
    }

    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
