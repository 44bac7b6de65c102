#include "picomlp/activation/hyperbolic_tangent.hpp"

#include "picomlp/activation/elementwise.hpp"
#include "picomlp/math/in_place.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void hyperbolic_tangent::apply(uint32_t features, uint32_t samples,
                               strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_run(features, samples, z,
                              [](T* run, size_t n) { math::detail::tanh_in_place(n, run); });
}

template <class T>
void hyperbolic_tangent::apply_to_sample(uint32_t features,
                                         T* z) noexcept(detail::needs_real<T>()) {
    math::detail::tanh_in_place(features, z);
}

template <class T>
void hyperbolic_tangent::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                                    strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    elementwise::scale_each(features, samples, a, delta,
                            [](T v) { return (T(1) - v) * (T(1) + v); });
}

template void hyperbolic_tangent::apply(uint32_t, uint32_t, strided_rows<float>) noexcept;
template void hyperbolic_tangent::apply_to_sample(uint32_t, float*) noexcept;
template void hyperbolic_tangent::derivative(uint32_t, uint32_t, strided_rows<const float>,
                                             strided_rows<float>) noexcept;
template void hyperbolic_tangent::apply(uint32_t, uint32_t, strided_rows<double>) noexcept;
template void hyperbolic_tangent::apply_to_sample(uint32_t, double*) noexcept;
template void hyperbolic_tangent::derivative(uint32_t, uint32_t, strided_rows<const double>,
                                             strided_rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
