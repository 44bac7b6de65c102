// SPDX-License-Identifier: MIT
// What the sources of activations share: loops over features x samples elements, in one piece where
// they are contiguous, and the instantiation for both number types.
#pragma once

#include <stddef.h>

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Calls run(z, n) for every piece of contiguous elements of z.
template <class T, class Run>
void for_each_run(uint32_t features, uint32_t samples, strided_rows<T> z, Run run) {
    size_t length = samples;
    if (z.stride == samples) {
        length *= features;
        features = 1;
    }
    for (uint32_t f = 0; f < features; ++f) run(z[f], length);
}

/// Calls run(argument, delta, n) for every pair of contiguous pieces.
template <class T, class Run>
void for_each_pair_of_runs(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta, Run run) {
    size_t length = samples;
    if (argument.stride == samples && delta.stride == samples) {
        length *= features;
        features = 1;
    }
    for (uint32_t f = 0; f < features; ++f) run(argument[f], delta[f], length);
}

/// delta = scale(argument) * delta, element by element.
template <class T, class Scale>
void scale_each(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                strided_rows<T> delta, Scale scale) {
    for_each_pair_of_runs(features, samples, argument, delta, [=](const T* from, T* to, size_t n) {
        for (size_t k = 0; k < n; ++k) to[k] = scale(from[k]) * to[k];
    });
}

/// z, but at least -1000: a factor of 0 times infinity would be NaN. For functions whose factors
/// reach 0 and 1 before |z| = 1000. NaN stays NaN.
template <class T>
T limited_below(T z) {
    return z < T(-1000) ? T(-1000) : z;
}
/// The same, and at most 1000.
template <class T>
T limited(T z) {
    return z > T(1000) ? T(1000) : limited_below(z);
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

#define PICOMLP_INSTANTIATE_ACTIVATION(NAME)                                       \
    template void NAME::apply(uint32_t, uint32_t, strided_rows<float>) noexcept;   \
    template void NAME::apply(uint32_t, uint32_t, strided_rows<double>) noexcept;  \
    template void NAME::derivative(uint32_t, uint32_t, strided_rows<const float>,  \
                                   strided_rows<float>) noexcept;                  \
    template void NAME::derivative(uint32_t, uint32_t, strided_rows<const double>, \
                                   strided_rows<double>) noexcept;

// The routines of an activation whose parameter comes as their last argument.
#define PICOMLP_INSTANTIATE_PARAMETRIC(APPLY, DERIVATIVE)                                          \
    template void APPLY(uint32_t, uint32_t, strided_rows<float>, float) noexcept;                  \
    template void APPLY(uint32_t, uint32_t, strided_rows<double>, double) noexcept;                \
    template void DERIVATIVE(uint32_t, uint32_t, strided_rows<const float>, strided_rows<float>,   \
                             float) noexcept;                                                      \
    template void DERIVATIVE(uint32_t, uint32_t, strided_rows<const double>, strided_rows<double>, \
                             double) noexcept;
