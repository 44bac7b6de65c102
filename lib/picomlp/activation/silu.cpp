// SPDX-License-Identifier: MIT
#include "picomlp/activation/silu.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/sigmoid.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void silu::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = detail::limited_below(run[k]);
            run[k] = v * math::sigmoid(v);
        }
    });
}

template <class T>
void silu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, z, delta, [](T any) {
        const T v = detail::limited(any);
        const T s = math::sigmoid(v);
        return s * (T(1) + v * (T(1) - s));
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(silu)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
