// SPDX-License-Identifier: MIT
#include "picomlp/activation/gelu.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/normal_cdf.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void gelu::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = detail::limited_below(run[k]);
            run[k] = v * math::normal_cdf(v);
        }
    });
}

template <class T>
void gelu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, z, delta, [](T any) {
        const T v = detail::limited(any);
        return math::normal_cdf(v) + v * math::normal_pdf(v);
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(gelu)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
