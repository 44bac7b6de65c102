// SPDX-License-Identifier: MIT
// Target scaling: an offset and a scale for each output of a regression network.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/checked_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// For every output, y = y' * scale + offset and y' = (y - offset) / scale: y' is the network's
/// output, y is in the user's unit. Each operation is rounded by itself. An aggregate of plain
/// numbers; standard_scaler and min_max_scaler compute one.
///
/// (An input_scaling holds the factor 1 / scale instead, so that prediction multiplies in both
/// cases.)
template <class Network>
struct target_scaling {
    using value_type = typename Network::value_type;

    value_type offset[Network::outputs];  ///< in the target's unit
    value_type scale[Network::outputs];   ///< not 0

    /// The scaling that changes nothing, except -0 to 0.
    static constexpr target_scaling identity() {
        target_scaling unchanged{};
        for (value_type& scale : unchanged.scale) scale = value_type(1);
        return unchanged;
    }
};

/// A target_scaling without its type; `targets` is 0 for no scaling.
template <class T>
struct target_table {
    const T* offset;   ///< one for each target
    const T* scale;    ///< one for each target
    uint32_t targets;  ///< outputs of the network, or 0
};

/// Refers to the scaling.
template <class Network>
target_table<typename Network::value_type> table_of(const target_scaling<Network>& scaling) {
    return {scaling.offset, scaling.scale, Network::outputs};
}

/// status::no_samples, or not_finite_input when a target is NaN or infinite before or after
/// scaling.
template <class T>
status check_scaled_targets(target_table<T> scaling, strided_samples<const T> y) noexcept;
/// Precondition: check_scaled_targets returned ok.
template <class T>
void scale_checked_targets(target_table<T> scaling, strided_samples<const T> y,
                           strided_samples<T> scaled) noexcept;

/// status::no_samples, or not_finite_output when a target would be NaN or infinite.
template <class T>
status check_unscaled_targets(target_table<T> scaling, strided_samples<const T> scaled) noexcept;
/// Precondition: check_unscaled_targets returned ok.
template <class T>
void unscale_checked_targets(target_table<T> scaling, strided_samples<const T> scaled,
                             strided_samples<T> y) noexcept;

namespace detail {

/// scale_targets() or unscale_targets().
template <class Network, class From, class To, class Check, class Convert>
status convert_targets(const target_scaling<Network>& scaling, const From& from, To&& to,
                       Check check, Convert convert) {
    using T = typename Network::value_type;
    const auto read = checked_samples<Network::outputs, const T>(from);
    const auto written = checked_samples<Network::outputs, T>(to);
    const status samples_match = matched(read, written);
    if (samples_match != status::ok) return samples_match;
    const status checked = check(table_of(scaling), strided(read.view));
    if (checked == status::ok)
        convert(table_of(scaling), strided(read.view), strided(written.view));
    return checked;
}

}  // namespace detail

/// Scales y to y', the targets that a network is trained with. Both are one sample or any number of
/// them, in either order, as in predict(); `scaled` may be y itself but not overlap it otherwise.
///
/// status::not_finite_input when a target is NaN or infinite before or after scaling, no_samples
/// for none, mismatched_samples for different numbers of samples; `scaled` is then unchanged.
template <class Network, class YSamples, class Scaled>
status scale_targets(const target_scaling<Network>& scaling, const YSamples& y, Scaled&& scaled) {
    using T = typename Network::value_type;
    return detail::convert_targets(scaling, y, scaled, check_scaled_targets<T>,
                                   scale_checked_targets<T>);
}

/// The inverse: converts a network's outputs y' in `scaled` to y, with the same shapes. predict()
/// of a scaled_regressor includes it.
///
/// status::not_finite_output when y would be NaN or infinite; no_samples and mismatched_samples as
/// above. y is then unchanged.
template <class Network, class Scaled, class YSamples>
status unscale_targets(const target_scaling<Network>& scaling, const Scaled& scaled, YSamples&& y) {
    using T = typename Network::value_type;
    return detail::convert_targets(scaling, scaled, y, check_unscaled_targets<T>,
                                   unscale_checked_targets<T>);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
