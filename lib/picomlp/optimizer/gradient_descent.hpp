// Plain gradient descent.
#pragma once

#include <stddef.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// An optimizer `o` offers
//
//   template <class T> struct settings;              what the user chooses, with defaults
//   template <class T> static status check(const settings<T>&);
//     status::bad_argument for settings outside their range.
//   template <class T> static status update(const settings<T>&, size_t count, const T* gradient,
//                                           T* parameters);
//     One step; status::diverged, and nothing changed, when a result would not be finite.

/// w = w - learning_rate * gradient: madd(-learning_rate, gradient, w), rounded as
/// kernels/order.hpp says. A NaN or infinity in gradient or parameters is status::diverged.
struct gradient_descent {
    template <class T>
    struct settings {
        T learning_rate = T(0.01);  ///< finite, >= 0; 0 keeps the parameters
    };

    template <class T>
    static status check(const settings<T>& chosen) noexcept;
    template <class T>
    static status update(const settings<T>& chosen, size_t count, const T* gradient,
                         T* parameters) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
