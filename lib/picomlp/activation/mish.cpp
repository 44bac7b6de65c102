// SPDX-License-Identifier: MIT
#include "picomlp/activation/mish.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/exp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// power = exp(z) and top = power (power + 2): tanh(log(1 + power)) = top / (top + 2), and its
/// slope is 4 power (1 + power) / (top + 2)^2.
template <class T>
struct terms {
    T power;
    T top;
};
template <class T>
terms<T> terms_of(T z) {
    const T power = math::exp(z);
    return {power, power * (power + T(2))};
}

/// Far out what is computed from it has its last values: mish is z from 40 on.
template <class T>
T limited_to_40(T z) {
    return z > T(40) ? T(40) : detail::limited_below(z);
}

}  // namespace

template <class T>
void mish::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T top = terms_of(limited_to_40(run[k])).top;
            run[k] = detail::limited_below(run[k]) * (top / (top + T(2)));
        }
    });
}

template <class T>
void mish::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, z, delta, [](T any) {
        const T v = limited_to_40(any);
        const terms<T> t = terms_of(v);
        const T bent = T(4) * v * (t.power * (T(1) + t.power)) / (t.top + T(2));
        return (t.top + bent) / (t.top + T(2));
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(mish)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
