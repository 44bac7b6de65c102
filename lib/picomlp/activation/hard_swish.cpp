// SPDX-License-Identifier: MIT
#include "picomlp/activation/hard_swish.hpp"

#include "picomlp/activation/detail/elementwise.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void hard_swish::apply(uint32_t features, uint32_t samples,
                       strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = detail::limited_below(run[k]);
            const T from_below = v + T(3) > T(0) ? v + T(3) : T(0);
            run[k] = v * (from_below < T(6) ? from_below / T(6) : T(1));
        }
    });
}

template <class T>
void hard_swish::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                            strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, z, delta, [](T v) {
        return v <= T(-3) ? T(0) : v >= T(3) ? T(1) : v / T(3) + T(0.5);
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(hard_swish)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
