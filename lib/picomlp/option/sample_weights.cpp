// SPDX-License-Identifier: MIT
#include "picomlp/option/sample_weights.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
void weigh_samples(const T* weights, uint32_t outputs, uint32_t first, uint32_t samples, T* cost,
                   strided_rows<T> delta) noexcept {
    const T* const w = weights + first;
    for (uint32_t s = 0; s < samples; ++s) cost[s] *= w[s];
    if (!delta.first) return;
    for (uint32_t o = 0; o < outputs; ++o) {
        T* const d = delta[o];
        for (uint32_t s = 0; s < samples; ++s) d[s] *= w[s];
    }
}

template <class T>
void weigh_by_class(const T* of_class, uint32_t outputs, uint32_t samples, strided_rows<const T> y,
                    T* weights) noexcept {
    for (uint32_t s = 0; s < samples; ++s) {
        weights[s] *= of_class[label_of<T>(outputs, y.first + s, y.stride)];
    }
}

template <class T>
status balance_classes(uint32_t outputs, strided_samples<const T> y, uint32_t* counts,
                       T* of_class) noexcept {
    if (y.samples == 0) return status::no_samples;
    if (!all_finite<T>(outputs, y)) return status::not_finite_input;
    const uint32_t classes = class_count(outputs);
    for (uint32_t k = 0; k < classes; ++k) counts[k] = 0;
    for (uint32_t s = 0; s < y.samples; ++s) {
        ++counts[label_of<T>(outputs, y.at(s), y.feature_stride)];
    }
    uint32_t occurring = 0;
    for (uint32_t k = 0; k < classes; ++k) occurring += counts[k] > 0 ? 1 : 0;
    for (uint32_t k = 0; k < classes; ++k) {
        const T divisor = static_cast<T>(occurring) * static_cast<T>(counts[k]);
        of_class[k] = counts[k] > 0 ? static_cast<T>(y.samples) / divisor : T(1);
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                        \
    template void weigh_samples(const T*, uint32_t, uint32_t, uint32_t, T*,           \
                                strided_rows<T>) noexcept;                            \
    template void weigh_by_class(const T*, uint32_t, uint32_t, strided_rows<const T>, \
                                 T*) noexcept;                                        \
    template status balance_classes(uint32_t, strided_samples<const T>, uint32_t*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
