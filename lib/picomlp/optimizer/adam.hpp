// SPDX-License-Identifier: MIT
// Adam, and AdamW: Adam with decoupled weight decay.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Adaptive moments (Kingma and Ba 2015, algorithm 1), with its defaults:
///
///     m = beta1 * m + (1 - beta1) * gradient
///     v = beta2 * v + (1 - beta2) * gradient * gradient
///     w = w * decay_factor - rate * m / (sqrt(v) * scale + epsilon)
///
/// m and v start at 0. The t-th step, t counted from 1, corrects for that by
///
///     rate = learning_rate / c1        scale = 1 / sqrt(c2)        c = 1 - beta^t
///
/// computed once a step, like 1 - beta1 and 1 - beta2. A difference would lose digits while c is
/// small. Instead c starts at 0 and goes down the 33 bits of t: at every bit c becomes c * (2 - c),
/// and then (1 - beta) + beta * c where the bit is set. Its relative error is below 2^-22 (float)
/// or 2^-51 (double) times the number of bits of t.
///
/// A gradient whose square overflows gives status::diverged. t must be at most 2^32.
struct adam {
    static constexpr type_name<adam> name = "adam";
    static constexpr uint32_t state_arrays = 2;  ///< m, v
    static constexpr bool decays = false;

    template <class T>
    struct settings {
        T learning_rate = T(0.001);  ///< finite, >= 0; 0 changes nothing except weight decay
        T beta1 = T(0.9);            ///< in [0, 1): the factor of the last mean
        T beta2 = T(0.999);          ///< in [0, 1): the factor of the last mean square
        T epsilon = T(1e-8);         ///< finite, > 0: no division by less
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<adam, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto beta1(Number value) {
        return detail::name_setting<adam, 1>(
            [value](auto& to) { detail::set_real(to.beta1, value); });
    }
    template <class Number>
    static constexpr auto beta2(Number value) {
        return detail::name_setting<adam, 2>(
            [value](auto& to) { detail::set_real(to.beta2, value); });
    }
    template <class Number>
    static constexpr auto epsilon(Number value) {
        return detail::name_setting<adam, 3>(
            [value](auto& to) { detail::set_real(to.epsilon, value); });
    }

    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

/// Adam with weight decay that is not part of the gradient (Loshchilov and Hutter 2019, algorithm
/// 2). The decay is multiplied by the learning rate, as in PyTorch. adam's formulas and order, with
///
///     decay_factor * (1 - learning_rate * weight_decay)
///
/// in place of decay_factor for runs whose `weights` is true. Biases are not decayed; PyTorch
/// decays every parameter that it is given. The factor is computed once a step. The defaults are
/// PyTorch's.
struct adamw {
    static constexpr type_name<adamw> name = "adamw";
    static constexpr uint32_t state_arrays = 2;  ///< m, v
    static constexpr bool decays = true;

    template <class T>
    struct settings {
        T learning_rate = T(0.001);  ///< finite, >= 0; 0 changes nothing except by decay_factor
        T beta1 = T(0.9);            ///< in [0, 1): the factor of the last mean
        T beta2 = T(0.999);          ///< in [0, 1): the factor of the last mean square
        T epsilon = T(1e-8);         ///< finite, > 0: no division by less
        T weight_decay = T(0.01);    ///< finite, >= 0; learning_rate * weight_decay <= 1
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto learning_rate(Number value) {
        return detail::name_setting<adamw, 0>(
            [value](auto& to) { detail::set_real(to.learning_rate, value); });
    }
    template <class Number>
    static constexpr auto beta1(Number value) {
        return detail::name_setting<adamw, 1>(
            [value](auto& to) { detail::set_real(to.beta1, value); });
    }
    template <class Number>
    static constexpr auto beta2(Number value) {
        return detail::name_setting<adamw, 2>(
            [value](auto& to) { detail::set_real(to.beta2, value); });
    }
    template <class Number>
    static constexpr auto epsilon(Number value) {
        return detail::name_setting<adamw, 3>(
            [value](auto& to) { detail::set_real(to.epsilon, value); });
    }
    template <class Number>
    static constexpr auto weight_decay(Number value) {
        return detail::name_setting<adamw, 4>(
            [value](auto& to) { detail::set_real(to.weight_decay, value); });
    }

    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& settings,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
