// SPDX-License-Identifier: MIT
#include "picomlp/activation/softsign.hpp"

#include "picomlp/activation/detail/elementwise.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void softsign::apply(uint32_t features, uint32_t samples,
                     strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            // Far out every number gives 1; an infinite one would give NaN.
            const T v = run[k] > T(1e30) ? T(1e30) : run[k] < T(-1e30) ? T(-1e30) : run[k];
            run[k] = v / (T(1) + (v < T(0) ? -v : v));
        }
    });
}

template <class T>
void softsign::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                          strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta, [](T v) {
        const T root = T(1) - (v < T(0) ? -v : v);
        return root * root;
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(softsign)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
