// SPDX-License-Identifier: MIT
#include "picomlp/activation/elu.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/expm1.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void elu::apply(uint32_t features, uint32_t samples,
                strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? v : math::expm1(v);
        }
    });
}

template <class T>
void elu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                     strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta, [](T v) { return v > T(0) ? T(1) : v + T(1); });
}

PICOMLP_INSTANTIATE_ACTIVATION(elu)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
