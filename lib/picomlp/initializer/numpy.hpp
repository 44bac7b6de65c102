// SPDX-License-Identifier: MIT
// Initializers with NumPy's bits.
//
// Numbers are drawn from a numpy_random_state in NumPy's order, W (outputs x inputs) row by row,
// and computed in double; for a float network they are rounded. "The course" is Ng's "Improving
// Deep Neural Networks", week 1.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/random/numpy_random_state.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// np.random.randn(outputs, inputs) * factor; the course's "large random" has factor 10.
struct numpy_normal_times {
    double factor;  ///< any finite number

    template <class T>
    void operator()(dense_shape shape, T* weights, numpy_random_state& source) const
        noexcept(detail::needs_real<T>());
};

/// np.random.rand(outputs, inputs) * factor.
struct numpy_uniform_times {
    double factor;  ///< any finite number

    template <class T>
    void operator()(dense_shape shape, T* weights, numpy_random_state& source) const
        noexcept(detail::needs_real<T>());
};

/// np.random.randn(outputs, inputs) * np.sqrt(2 / inputs): the course's He initialization.
struct numpy_he {
    template <class T>
    void operator()(dense_shape shape, T* weights, numpy_random_state& source) const
        noexcept(detail::needs_real<T>());
};

/// np.random.randn(outputs, inputs) * np.sqrt(1 / inputs).
struct numpy_xavier {
    template <class T>
    void operator()(dense_shape shape, T* weights, numpy_random_state& source) const
        noexcept(detail::needs_real<T>());
};

/// np.random.randn(outputs, inputs) / np.sqrt(inputs): the course's regularization assignment.
struct numpy_normal_over_root {
    template <class T>
    void operator()(dense_shape shape, T* weights, numpy_random_state& source) const
        noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
