#include "picomlp/initializer/plain.hpp"

#include "picomlp/initializer/fill.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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

template struct random_normal<float>;
template struct random_normal<double>;
template struct random_uniform<float>;
template struct random_uniform<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
