#include "picomlp/initializer/fan_scaled.hpp"

#include "picomlp/initializer/fill.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T root_of_ratio(uint32_t numerator, uint32_t denominator) {
    return math::sqrt(static_cast<T>(numerator) / static_cast<T>(denominator));
}

}  // namespace

template <class T>
void xavier_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source,
                root_of_ratio<T>(2, uint32_t{shape.inputs} + shape.outputs));
}
template void xavier_normal::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void xavier_normal::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

template <class T>
void xavier_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(6, uint32_t{shape.inputs} + shape.outputs);
    fill_uniform(shape, weights, source, -limit, limit);
}
template void xavier_uniform::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void xavier_uniform::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

template <class T>
void lecun_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source, root_of_ratio<T>(1, shape.inputs));
}
template void lecun_normal::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void lecun_normal::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

template <class T>
void lecun_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(3, shape.inputs);
    fill_uniform(shape, weights, source, -limit, limit);
}
template void lecun_uniform::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void lecun_uniform::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

template <class T>
void he_normal::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    fill_normal(shape, weights, source, root_of_ratio<T>(2, shape.inputs));
}
template void he_normal::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void he_normal::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

template <class T>
void he_uniform::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    const T limit = root_of_ratio<T>(6, shape.inputs);
    fill_uniform(shape, weights, source, -limit, limit);
}
template void he_uniform::operator()(dense_shape, float*, xoshiro128pp&) const noexcept;
template void he_uniform::operator()(dense_shape, double*, xoshiro128pp&) const noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
