// SPDX-License-Identifier: MIT
#include "picomlp/activation/hard_sigmoid.hpp"

#include "picomlp/activation/detail/elementwise.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void hard_sigmoid::apply(uint32_t features, uint32_t samples,
                         strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = (run[k] + T(3)) / T(6);
            const T from_below = v > T(0) ? v : T(0);
            run[k] = from_below < T(1) ? from_below : T(1);
        }
    });
}

template <class T>
void hard_sigmoid::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                              strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta,
                       [](T v) { return v > T(0) && v < T(1) ? T(1) / T(6) : T(0); });
}

PICOMLP_INSTANTIATE_ACTIVATION(hard_sigmoid)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
