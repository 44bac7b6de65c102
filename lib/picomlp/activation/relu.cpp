// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void relu::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        kernels::sample_relu(static_cast<uint32_t>(n), run, T(0));
    });
}

template <class T>
void relu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::for_each_pair_of_runs(features, samples, a, delta, [](const T* from, T* to, size_t n) {
        kernels::sample_relu_backward(static_cast<uint32_t>(n), from, to, T(0));
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(relu)

template <class T>
void leaky_relu::apply(uint32_t features, uint32_t samples,
                       strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? v : T(0.01) * v;
        }
    });
}

template <class T>
void leaky_relu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                            strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, a, delta, [](T v) { return v > T(0) ? T(1) : T(0.01); });
}

PICOMLP_INSTANTIATE_ACTIVATION(leaky_relu)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
