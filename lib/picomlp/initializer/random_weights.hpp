// SPDX-License-Identifier: MIT
// Normal and uniform weights, their spread given or computed from fan-in and fan-out: Xavier, LeCun
// and He.
//
// Normal ones take one stream normal<T>(source) per layer, uniform ones uniform(source, low, high)
// once per weight (random/uniform.hpp), in the order in which the weights lie in memory. Spreads
// are computed in T: quotient, root and product are rounded once each and never fused, so both
// rounding profiles give the same bits.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Weights: normal numbers times `standard_deviation`. T is the network's value_type.
template <class T>
struct random_normal {
    T standard_deviation;  ///< finite, >= 0

    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};
template <class T>
random_normal(T) -> random_normal<T>;

/// Weights: uniform between `low` and `high`. T is the network's value_type.
template <class T>
struct random_uniform {
    T low;   ///< <= high
    T high;  ///< drawn only where rounding makes it so

    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};
template <class T>
random_uniform(T, T) -> random_uniform<T>;

extern template struct random_normal<float>;
extern template struct random_normal<double>;
extern template struct random_uniform<float>;
extern template struct random_uniform<double>;

/// Weights: normal numbers times sqrt(2 / (inputs + outputs)) (Glorot & Bengio 2010), for tanh and
/// sigmoid.
struct xavier_normal {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

/// Weights: uniform in [-a, a], a = sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010, eq. 16).
struct xavier_uniform {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

/// Weights: normal numbers times sqrt(1 / inputs) (LeCun et al. 1998, section 4.6).
struct lecun_normal {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

/// Weights: uniform in [-a, a], a = sqrt(3 / inputs): the same variance.
struct lecun_uniform {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

/// Weights: normal numbers times sqrt(2 / inputs) (He et al. 2015, eq. 10), for relu.
struct he_normal {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

/// Weights: uniform in [-a, a], a = sqrt(6 / inputs): the same variance.
struct he_uniform {
    template <class T>
    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
