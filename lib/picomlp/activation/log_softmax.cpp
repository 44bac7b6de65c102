// SPDX-License-Identifier: MIT
#include "picomlp/activation/log_softmax.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void log_softmax::apply(uint32_t features, uint32_t samples,
                        strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    for (uint32_t s = 0; s < samples; ++s) {
        T largest = z[0][s];
        for (uint32_t f = 1; f < features; ++f) largest = z[f][s] > largest ? z[f][s] : largest;
        T sum = T(0);
        for (uint32_t f = 0; f < features; ++f) {
            z[f][s] -= largest;
            sum += math::exp(z[f][s]);
        }
        const T logarithm = math::log(sum);
        for (uint32_t f = 0; f < features; ++f) z[f][s] -= logarithm;
    }
}

template <class T>
void log_softmax::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                             strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    for (uint32_t s = 0; s < samples; ++s) {
        T sum = T(0);
        for (uint32_t f = 0; f < features; ++f) sum += delta[f][s];
        for (uint32_t f = 0; f < features; ++f) delta[f][s] -= math::exp(a[f][s]) * sum;
    }
}

PICOMLP_INSTANTIATE_ACTIVATION(log_softmax)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
