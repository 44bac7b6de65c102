// Gradient clipping by norm.
#pragma once

#include <stddef.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace clipping {

/// The work of clip_by_norm.
template <class T>
void clip_norm(T limit, size_t count, T* gradient) noexcept;

}  // namespace clipping

/// Takes the gradient of all trained layers' weights and biases as one vector. When it is longer
/// than `limit`, each of its numbers is multiplied by limit / length. (Pascanu, Mikolov and Bengio
/// 2013, "On the difficulty of training recurrent neural networks", algorithm 1.)
///
/// The length is NORM of kernels/order.hpp, so it does not overflow. A length above 2^60 (double
/// 2^500) is divided out in two steps; the first is a multiplication by 2^-64 (2^-520). Afterwards
/// the true length is at most limit * (1 + (count / 32 + 6) u), u being 2^-24 (double 2^-53), for
/// limits of 2^-40 (2^-480) or more. A gradient with NaN or infinity stays as it is, so that the
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
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::positive(chosen.limit) ? status::ok : status::bad_argument;
    }

    template <class Network, class T>
    static void clip(const settings<Network>& chosen, size_t count, T* gradient) noexcept {
        clipping::clip_norm(chosen.limit, count, gradient);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
