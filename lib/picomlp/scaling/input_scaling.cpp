// SPDX-License-Identifier: MIT
#include "picomlp/scaling/input_scaling.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status check_scaled(scaling_table<T> scaling, uint32_t samples, strided_rows<const T> x) noexcept {
    if (samples == 0) return status::no_samples;
    // A NaN or infinite feature needs no check of its own: it makes the result NaN or infinite.
    bool good = true;
    for (uint32_t f = 0; f < scaling.features; ++f) {
        for (uint32_t s = 0; s < samples; ++s) {
            good &= is_finite((x[f][s] - scaling.offset[f]) * scaling.factor[f]);
        }
    }
    return good ? status::ok : status::not_finite_input;
}

template <class T>
void scale_checked(scaling_table<T> scaling, uint32_t samples, strided_rows<const T> x,
                   strided_rows<T> scaled) noexcept {
    for (uint32_t f = 0; f < scaling.features; ++f) {
        const T offset = scaling.offset[f];
        const T factor = scaling.factor[f];
        const T* from = x[f];
        T* to = scaled[f];
        for (uint32_t s = 0; s < samples; ++s) to[s] = (from[s] - offset) * factor;
    }
}

template <class T>
status check_scaled(scaling_table<T> scaling, strided_samples<const T> x) noexcept {
    if (x.samples == 0) return status::no_samples;
    for (uint32_t s = 0; s < x.samples; ++s) {
        const status checked = check_scaled<T>(scaling, 1, {x.at(s), x.feature_stride});
        if (checked != status::ok) return checked;
    }
    return status::ok;
}

template <class T>
void scale_checked(scaling_table<T> scaling, strided_samples<const T> x,
                   strided_samples<T> scaled) noexcept {
    for (uint32_t s = 0; s < x.samples; ++s) {
        scale_checked<T>(scaling, 1, {x.at(s), x.feature_stride},
                         {scaled.at(s), scaled.feature_stride});
    }
}

#define PICOMLP_INSTANTIATE(T)                                                                \
    template status check_scaled(scaling_table<T>, uint32_t, strided_rows<const T>) noexcept; \
    template status check_scaled(scaling_table<T>, strided_samples<const T>) noexcept;        \
    template void scale_checked(scaling_table<T>, uint32_t, strided_rows<const T>,            \
                                strided_rows<T>) noexcept;                                    \
    template void scale_checked(scaling_table<T>, strided_samples<const T>,                   \
                                strided_samples<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
