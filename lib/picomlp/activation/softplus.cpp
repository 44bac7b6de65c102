// SPDX-License-Identifier: MIT
#include "picomlp/activation/softplus.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/softplus.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void softplus::apply(uint32_t features, uint32_t samples,
                     strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z,
                         [](T* run, size_t n) { math::softplus(run, run, n); });
}

template <class T>
void softplus::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                          strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta, [](T v) { return -math::expm1(-v); });
}

PICOMLP_INSTANTIATE_ACTIVATION(softplus)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
