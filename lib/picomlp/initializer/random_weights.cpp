// SPDX-License-Identifier: MIT
#include "picomlp/initializer/random_weights.hpp"

#include <stddef.h>

#include "picomlp/math/sqrt.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/random/uniform.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
void fill_normal(dense_shape shape, T* weights, xoshiro128pp& source, T standard_deviation) {
    detail::fill_normal(source, weights, weight_count_of(shape), standard_deviation);
}

template <class T>
void fill_uniform(dense_shape shape, T* weights, xoshiro128pp& source, T low, T high) {
    uniform_fill(source, weights, weight_count_of(shape), low, high);
}

template <class T>
T root_of_ratio(uint32_t numerator, uint32_t denominator) {
    return math::sqrt(static_cast<T>(numerator) / static_cast<T>(denominator));
}

}  // namespace

template <class T>
void random_normal<T>::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source, standard_deviation);
}

template <class T>
void random_uniform<T>::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_uniform(shape, weights, source, low, high);
}

template <class T>
void xavier_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source,
                root_of_ratio<T>(2, uint32_t{shape.inputs} + shape.outputs));
}

template <class T>
void xavier_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(6, uint32_t{shape.inputs} + shape.outputs);
    fill_uniform(shape, weights, source, -limit, limit);
}

template <class T>
void lecun_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source, root_of_ratio<T>(1, shape.inputs));
}

template <class T>
void lecun_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(3, shape.inputs);
    fill_uniform(shape, weights, source, -limit, limit);
}

template <class T>
void he_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source, root_of_ratio<T>(2, shape.inputs));
}

template <class T>
void he_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(6, shape.inputs);
    fill_uniform(shape, weights, source, -limit, limit);
}

template struct random_normal<float>;
template struct random_normal<double>;
template struct random_uniform<float>;
template struct random_uniform<double>;

#define PICOMLP_INSTANTIATE(INITIALIZER)                                                      \
    template void INITIALIZER::operator()(dense_shape, float*, xoshiro128pp&) const noexcept; \
    template void INITIALIZER::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;
PICOMLP_INSTANTIATE(xavier_normal)
PICOMLP_INSTANTIATE(xavier_uniform)
PICOMLP_INSTANTIATE(lecun_normal)
PICOMLP_INSTANTIATE(lecun_uniform)
PICOMLP_INSTANTIATE(he_normal)
PICOMLP_INSTANTIATE(he_uniform)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
