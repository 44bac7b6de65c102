// Initializers that do not depend on a layer's size. T is the network's value_type.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// All weights +0; needs no random source but accepts any.
struct zeros {
    template <class T, class Source>
    void operator()(dense_shape shape, T* weights, Source&) const noexcept {
        detail::set_zero(weights, weight_count_of(shape));
    }
};

/// All weights `value`.
template <class T>
struct constant {
    T value;

    template <class Source>
    void operator()(dense_shape shape, T* weights, Source&) const noexcept {
        for (size_t k = 0; k < weight_count_of(shape); ++k) weights[k] = value;
    }
};
template <class T>
constant(T) -> constant<T>;

/// Normal numbers times `standard_deviation`, from one stream normal<T>(source) per layer.
template <class T>
struct random_normal {
    T standard_deviation;

    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};
template <class T>
random_normal(T) -> random_normal<T>;

/// Uniform between `low` and `high`, one number of the source per weight (random/uniform.hpp).
template <class T>
struct random_uniform {
    T low;
    T high;

    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};
template <class T>
random_uniform(T, T) -> random_uniform<T>;

extern template struct random_normal<float>;
extern template struct random_normal<double>;
extern template struct random_uniform<float>;
extern template struct random_uniform<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
