// SPDX-License-Identifier: MIT
#include "picomlp/activation/elu_of.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/expm1.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
void apply_elu(uint32_t features, uint32_t samples, strided_rows<T> z,
               T alpha) noexcept(needs_real<T>()) {
    for_each_run(features, samples, z, [alpha](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? v : alpha * math::expm1(v);
        }
    });
}

template <class T>
void elu_derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                    strided_rows<T> delta, T alpha) noexcept(needs_real<T>()) {
    scale_each(features, samples, a, delta, [alpha](T v) { return v > T(0) ? T(1) : v + alpha; });
}

PICOMLP_INSTANTIATE_PARAMETRIC(apply_elu, elu_derivative)

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
