// SPDX-License-Identifier: MIT
#include "picomlp/activation/selu.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/expm1.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
constexpr T scale = T(1.05070098735548049342);
template <class T>
constexpr T scale_alpha = T(1.75809934084737685994);

}  // namespace

template <class T>
void selu::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? scale<T> * v : scale_alpha<T> * math::expm1(v);
        }
    });
}

template <class T>
void selu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta,
                       [](T v) { return v > T(0) ? scale<T> : v + scale_alpha<T>; });
}

PICOMLP_INSTANTIATE_ACTIVATION(selu)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
