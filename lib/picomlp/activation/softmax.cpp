// SPDX-License-Identifier: MIT
#include "picomlp/activation/softmax.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/exp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// One sample's features side by side, along vectors.
template <class T>
void apply_to_features(uint32_t features, T* z) {
    T largest = z[0];
    for (uint32_t f = 1; f < features; ++f) largest = z[f] > largest ? z[f] : largest;
    for (uint32_t f = 0; f < features; ++f) z[f] -= largest;
    math::exp(z, z, features);
    T sum = T(0);
    for (uint32_t f = 0; f < features; ++f) sum += z[f];
    for (uint32_t f = 0; f < features; ++f) z[f] /= sum;
}

/// One sample's features, `stride` apart.
template <class T>
void apply_to_column(uint32_t features, T* z, size_t stride) {
    T largest = z[0];
    for (uint32_t f = 1; f < features; ++f) {
        largest = z[f * stride] > largest ? z[f * stride] : largest;
    }
    T sum = T(0);
    for (uint32_t f = 0; f < features; ++f) {
        z[f * stride] = math::exp(z[f * stride] - largest);
        sum += z[f * stride];
    }
    for (uint32_t f = 0; f < features; ++f) z[f * stride] /= sum;
}

}  // namespace

template <class T>
void softmax::apply_to_sample(uint32_t features, T* z,
                              T /*no_parameter*/) noexcept(detail::needs_real<T>()) {
    if constexpr (math::detail::has_array_functions) {
        apply_to_features(features, z);
    } else {
        apply_to_column(features, z, 1);
    }
}

template <class T>
void softmax::apply(uint32_t features, uint32_t samples,
                    strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    if constexpr (math::detail::has_array_functions) {
        if (samples == 1 && z.stride == 1) return apply_to_features(features, z.first);
        return math::detail::active_array_functions<T>::softmax(features, samples, z);
    }
    for (uint32_t s = 0; s < samples; ++s) apply_to_column(features, z.first + s, z.stride);
}

template <class T>
void softmax::derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                         strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    for (uint32_t s = 0; s < samples; ++s) {
        T mean = T(0);
        for (uint32_t f = 0; f < features; ++f) mean += a[f][s] * delta[f][s];
        for (uint32_t f = 0; f < features; ++f) delta[f][s] = a[f][s] * (delta[f][s] - mean);
    }
}

template void softmax::apply_to_sample(uint32_t, float*, float) noexcept;
template void softmax::apply_to_sample(uint32_t, double*, double) noexcept;
PICOMLP_INSTANTIATE_ACTIVATION(softmax)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
