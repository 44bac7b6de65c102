// SPDX-License-Identifier: MIT
// Input scaling: an offset and a factor for each feature.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/checked_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// x' = (x - offset) * factor for every feature of Network's inputs, each of the two operations
/// rounded by itself. An aggregate of plain numbers, which may be a constant in flash like the
/// parameters. standard_scaler and min_max_scaler compute one.
template <class Network>
struct input_scaling {
    using value_type = typename Network::value_type;

    value_type offset[Network::inputs];  ///< in the feature's unit
    value_type factor[Network::inputs];  ///< in one over that unit

    /// The scaling that changes nothing.
    static constexpr input_scaling identity() {
        input_scaling unchanged{};
        for (value_type& factor : unchanged.factor) factor = value_type(1);
        return unchanged;
    }
};

/// An input_scaling without its type.
template <class T>
struct scaling_table {
    const T* offset;    ///< one for each feature
    const T* factor;    ///< one for each feature
    uint32_t features;  ///< 0 for no scaling
};

/// Refers to the scaling.
template <class Network>
scaling_table<typename Network::value_type> table_of(const input_scaling<Network>& scaling) {
    return {scaling.offset, scaling.factor, Network::inputs};
}

namespace detail {

/// Whether a scaler of Features features in T has found a scaling of Count numbers in Number.
template <class T, uint32_t Features, class Number, uint32_t Count>
constexpr bool scaler_fits() {
    static_assert(Features == Count,
                  "picomlp: result needs a scaling with as many features or targets as the scaler "
                  "has features");
    static_assert(same_type<T, Number>,
                  "picomlp: result needs a scaling of the numbers that the scaler computes with");
    return Features == Count && same_type<T, Number>;
}

}  // namespace detail

/// status::no_samples, or not_finite_input when a feature is NaN or infinite before or after
/// scaling.
template <class T>
status check_scaled(scaling_table<T> scaling, uint32_t samples, strided_rows<const T> x) noexcept;
/// Precondition: check_scaled returned ok.
template <class T>
void scale_checked(scaling_table<T> scaling, uint32_t samples, strided_rows<const T> x,
                   strided_rows<T> scaled) noexcept;
/// The same for samples in any order.
template <class T>
status check_scaled(scaling_table<T> scaling, strided_samples<const T> x) noexcept;
template <class T>
void scale_checked(scaling_table<T> scaling, strided_samples<const T> x,
                   strided_samples<T> scaled) noexcept;

/// Scales a training or test set. x and `scaled` are one sample or any number of them, in either
/// order, as in predict(); `scaled` may be x itself but not overlap it otherwise.
///
/// status::not_finite_input when a feature is NaN or infinite before or after scaling, no_samples
/// for none, mismatched_samples for different numbers of samples; `scaled` is then unchanged.
template <class Network, class XSamples, class Scaled>
status scale_samples(const input_scaling<Network>& scaling, const XSamples& x, Scaled&& scaled) {
    using T = typename Network::value_type;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::inputs, T>(scaled);
    const status samples_match = detail::matched(from, to);
    if (samples_match != status::ok) return samples_match;
    const scaling_table<T> table = table_of(scaling);
    if constexpr (detail::in_kernel_order<decltype(from)> &&
                  detail::in_kernel_order<decltype(to)>) {
        const uint32_t samples = from.view.samples();
        const status checked = check_scaled<T>(table, samples, detail::rows_of(from.view));
        if (checked != status::ok) return checked;
        scale_checked<T>(table, samples, detail::rows_of(from.view), detail::rows_of(to.view));
    } else {
        const status checked = check_scaled<T>(table, detail::strided(from.view));
        if (checked != status::ok) return checked;
        scale_checked<T>(table, detail::strided(from.view), detail::strided(to.view));
    }
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
