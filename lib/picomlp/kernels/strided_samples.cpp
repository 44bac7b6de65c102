// SPDX-License-Identifier: MIT
#include "picomlp/kernels/strided_samples.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool all_finite(uint32_t features, strided_samples<const T> x) noexcept {
    if (x.sample_stride == 1)
        return all_finite<T>(features, x.samples, {x.first, x.feature_stride});
    return all_finite<T>(x.samples, features, {x.first, x.sample_stride});
}

template <class T>
void copy_samples(uint32_t features, strided_samples<const T> from, strided_rows<T> to) noexcept {
    for (uint32_t s = 0; s < from.samples; ++s) {
        const T* sample = from.at(s);
        T* column = to.first + s;
        for (uint32_t f = 0; f < features; ++f) {
            *column = *sample;
            column += to.stride;
            sample += from.feature_stride;
        }
    }
}

template <class T>
void copy_samples(uint32_t features, strided_rows<const T> from, strided_samples<T> to) noexcept {
    for (uint32_t s = 0; s < to.samples; ++s) {
        const T* column = from.first + s;
        T* sample = to.at(s);
        for (uint32_t f = 0; f < features; ++f) {
            *sample = *column;
            column += from.stride;
            sample += to.feature_stride;
        }
    }
}

template <class T>
strided_rows<const T> in_rows(uint32_t features, strided_samples<const T> x,
                              strided_rows<T> room) noexcept {
    if (x.sample_stride == 1 || x.samples == 1) return {x.first, x.feature_stride};
    copy_samples<T>(features, x, room);
    return read_only(room);
}

#define PICOMLP_INSTANTIATE(T)                                                                \
    template bool all_finite(uint32_t, strided_samples<const T>) noexcept;                    \
    template void copy_samples(uint32_t, strided_samples<const T>, strided_rows<T>) noexcept; \
    template void copy_samples(uint32_t, strided_rows<const T>, strided_samples<T>) noexcept; \
    template strided_rows<const T> in_rows(uint32_t, strided_samples<const T>,                \
                                           strided_rows<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
