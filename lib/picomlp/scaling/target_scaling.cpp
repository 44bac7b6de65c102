// SPDX-License-Identifier: MIT
#include "picomlp/scaling/target_scaling.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T scaled_by(target_table<T> scaling, uint32_t target, T y) {
    return (y - scaling.offset[target]) / scaling.scale[target];
}

template <class T>
T unscaled_by(target_table<T> scaling, uint32_t target, T scaled) {
    return scaled * scaling.scale[target] + scaling.offset[target];
}

/// Whether `change` maps all samples to finite numbers; a NaN or infinity stays one.
template <class T, class Change>
bool stays_finite(target_table<T> scaling, strided_samples<const T> from, Change change) {
    bool good = true;
    for (uint32_t s = 0; s < from.samples; ++s) {
        for (uint32_t t = 0; t < scaling.targets; ++t) {
            good &= is_finite(change(scaling, t, from.at(s)[t * from.feature_stride]));
        }
    }
    return good;
}

template <class T, class Change>
void change_all(target_table<T> scaling, strided_samples<const T> from, strided_samples<T> to,
                Change change) {
    for (uint32_t s = 0; s < from.samples; ++s) {
        for (uint32_t t = 0; t < scaling.targets; ++t) {
            to.at(s)[t * to.feature_stride] =
                change(scaling, t, from.at(s)[t * from.feature_stride]);
        }
    }
}

}  // namespace

template <class T>
status check_scaled_targets(target_table<T> scaling, strided_samples<const T> y) noexcept {
    if (y.samples == 0) return status::no_samples;
    return stays_finite(scaling, y, scaled_by<T>) ? status::ok : status::not_finite_input;
}

template <class T>
void scale_checked_targets(target_table<T> scaling, strided_samples<const T> y,
                           strided_samples<T> scaled) noexcept {
    change_all(scaling, y, scaled, scaled_by<T>);
}

template <class T>
status check_unscaled_targets(target_table<T> scaling, strided_samples<const T> scaled) noexcept {
    if (scaled.samples == 0) return status::no_samples;
    return stays_finite(scaling, scaled, unscaled_by<T>) ? status::ok : status::not_finite_output;
}

template <class T>
void unscale_checked_targets(target_table<T> scaling, strided_samples<const T> scaled,
                             strided_samples<T> y) noexcept {
    change_all(scaling, scaled, y, unscaled_by<T>);
}

#define PICOMLP_INSTANTIATE(T)                                                                  \
    template status check_scaled_targets(target_table<T>, strided_samples<const T>) noexcept;   \
    template void scale_checked_targets(target_table<T>, strided_samples<const T>,              \
                                        strided_samples<T>) noexcept;                           \
    template status check_unscaled_targets(target_table<T>, strided_samples<const T>) noexcept; \
    template void unscale_checked_targets(target_table<T>, strided_samples<const T>,            \
                                          strided_samples<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
