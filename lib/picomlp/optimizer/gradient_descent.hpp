// Plain gradient descent.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// w = w * share - learning_rate * gradient: madd(-learning_rate, gradient, w * share), rounded as
/// kernels/order.hpp says, in the rounding profile. Has no state. Ignores the request's step and
/// state and the runs' `weights`.
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
    static status check(const settings<T>& chosen) noexcept(detail::needs_real<T>());
    template <class T>
    static status update(const settings<T>& chosen,
                         const update_request<T>& request) noexcept(detail::needs_real<T>());

    /// A faster path, to the same bits, for parameters that are one run with a share of 1.
    template <class T>
    static status update(const settings<T>& chosen, size_t count, const T* gradient,
                         T* parameters) noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
