#include "picomlp/activation/softplus.hpp"

#include "picomlp/activation/elementwise.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/softplus.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void softplus::apply(uint32_t features, uint32_t samples,
                     strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_run(features, samples, z,
                              [](T* run, size_t n) { math::softplus(run, run, n); });
}

template <class T>
void softplus::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                          strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    elementwise::scale_each(features, samples, a, delta, [](T v) { return -math::expm1(-v); });
}

template void softplus::apply(uint32_t, uint32_t, strided_rows<float>) noexcept;
template void softplus::derivative(uint32_t, uint32_t, strided_rows<const float>,
                                   strided_rows<float>) noexcept;
template void softplus::apply(uint32_t, uint32_t, strided_rows<double>) noexcept;
template void softplus::derivative(uint32_t, uint32_t, strided_rows<const double>,
                                   strided_rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
