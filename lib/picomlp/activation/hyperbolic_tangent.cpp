// SPDX-License-Identifier: MIT
#include "picomlp/activation/hyperbolic_tangent.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/tanh.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void hyperbolic_tangent::apply(uint32_t features, uint32_t samples,
                               strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z,
                         [](T* run, size_t n) { math::detail::tanh_in_place(n, run); });
}

template <class T>
void hyperbolic_tangent::apply_to_sample(uint32_t features, T* z,
                                         T /*no_parameter*/) noexcept(detail::needs_real<T>()) {
    math::detail::tanh_in_place(features, z);
}

template <class T>
T hyperbolic_tangent::apply_to_number(T z, T /*no_parameter*/) noexcept(detail::needs_real<T>()) {
    return math::tanh(z);
}

template <class T>
void hyperbolic_tangent::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                                    strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta, [](T v) { return (T(1) - v) * (T(1) + v); });
}

PICOMLP_INSTANTIATE_ACTIVATION(hyperbolic_tangent)
template void hyperbolic_tangent::apply_to_sample(uint32_t, float*, float) noexcept;
template void hyperbolic_tangent::apply_to_sample(uint32_t, double*, double) noexcept;
template float hyperbolic_tangent::apply_to_number(float, float) noexcept;
template double hyperbolic_tangent::apply_to_number(double, double) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
