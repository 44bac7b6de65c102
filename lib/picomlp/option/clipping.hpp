// SPDX-License-Identifier: MIT
// Limits: on the gradient, by norm or by value, and on the norm of each unit's weights.
#pragma once

#include <stddef.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// The work of clip_by_norm, clip_by_value and max_norm. clip_units() has a limit for each layer of
/// the table.
template <class T>
void clip_norm(T limit, size_t count, T* gradient) noexcept;
template <class T>
void clip_values(T limit, size_t count, T* gradient) noexcept;
template <class T>
void clip_units(const T* limit, const trained_layers<T>& layers, T* parameters) noexcept;

}  // namespace detail

/// Takes the gradient of all trained layers' weights and biases as one vector. When it is longer
/// than `limit`, each of its elements is multiplied by limit / length. (Pascanu, Mikolov and Bengio
/// 2013, "On the difficulty of training recurrent neural networks", algorithm 1.)
///
/// The length is NORM of kernels/order.hpp, so it does not overflow. A length above 2^60 (double
/// 2^500) is divided out in two steps; the first is a multiplication by 2^-64 (2^-520). Afterwards
/// the true length is at most limit * (1 + (count / 32 + 6) u), u being 2^-24 (double 2^-53), for
/// limits of 2^-40 (2^-480) or more. A gradient with NaN or infinity stays unchanged, so that the
/// step is status::diverged.
struct clip_by_norm : option {
    static constexpr type_name<clip_by_norm> name = "clip_by_norm";
    template <class Network>
    struct settings {
        typename Network::value_type limit = 1;  ///< finite, > 0
    };

    /// A named setting for a trainer.
    template <class Number>
    static constexpr auto limit(Number value) {
        return detail::name_setting<clip_by_norm, 0>(
            [value](auto& to) { detail::set_real(to.limit, value); });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_positive(settings.limit);
    }

    template <class Network, class T>
    static void clip(const settings<Network>& settings, size_t count, T* gradient) noexcept {
        detail::clip_norm(settings.limit, count, gradient);
    }
};

/// Every element of the gradient above `limit` becomes `limit`, every one below -limit becomes
/// -limit. (Mikolov 2012, "Statistical language models based on neural networks", section 3.2.2.)
/// NaN and infinity stay, so that the step is status::diverged.
struct clip_by_value : option {
    static constexpr type_name<clip_by_value> name = "clip_by_value";
    template <class Network>
    struct settings {
        typename Network::value_type limit = 1;  ///< finite, > 0
    };

    /// A named setting for a trainer.
    template <class Number>
    static constexpr auto limit(Number value) {
        return detail::name_setting<clip_by_value, 0>(
            [value](auto& to) { detail::set_real(to.limit, value); });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_positive(settings.limit);
    }

    template <class Network, class T>
    static void clip(const settings<Network>& settings, size_t count, T* gradient) noexcept {
        detail::clip_values(settings.limit, count, gradient);
    }
};

/// After a step, a unit's vector of incoming weights (without the bias) is rescaled to its layer's
/// limit if it is longer. (Srivastava et al. 2014, "Dropout", section 5.1, who took limits of 3 to
/// 4.) Frozen layers keep their weights.
///
/// A unit's length is the square root of the sum of its squared weights, added from the first input
/// to the last, every operation rounded by itself; where that sum is above the finite numbers, or
/// below 2^-100 (double 2^-900), it is NORM of kernels/order.hpp. When it is greater than the limit
/// each weight becomes weight * (limit / length), and never overflows. A length above 2^60 (double
/// 2^500) is divided out in two steps as in clip_by_norm. Afterwards the true length is at most
/// limit * (1 + (inputs / 2 + 6) u), u being 2^-24 (double 2^-53), for limits of 2^-40 (2^-480) or
/// more.
struct max_norm : option {
    static constexpr type_name<max_norm> name = "max_norm";
    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        per_layer<T, Network::layer_count> limit = T(0);  ///< finite, >= 0; 0 for no limit
    };

    /// A named setting for a trainer.
    template <class... Numbers>
    static constexpr auto limit(Numbers... values) {
        return detail::name_setting<max_norm, 0>(
            [values...](auto& to) { detail::set_layers(to.limit, values...); });
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return detail::check_not_negative(settings.limit);
    }

    template <class Network, class T>
    static void constrain_weights(const settings<Network>& settings,
                                  const trained_layers<T>& layers, T* parameters) noexcept {
        detail::clip_units(settings.limit.value, layers, parameters);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
