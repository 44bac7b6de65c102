// Targets brought to a common size before a network learns them, and its outputs brought back.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/checked_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What a regression network's outputs stand for: y = y' * scale + offset for every output, y' what
/// the network gives and learns, y in the user's unit; y' = (y - offset) / scale. Each operation is
/// rounded by itself. An aggregate of plain numbers; standard_scaler and min_max_scaler find one.
///
/// (An input_scaling keeps the factor 1 / scale instead: either way, predicting multiplies.)
template <class Network>
struct target_scaling {
    using value_type = typename Network::value_type;

    value_type offset[Network::outputs];
    value_type scale[Network::outputs];  ///< not 0

    /// The scaling that changes nothing, but -0 to 0.
    static constexpr target_scaling identity() {
        target_scaling unchanged{};
        for (value_type& scale : unchanged.scale) scale = value_type(1);
        return unchanged;
    }
};

/// A target_scaling without its type; for no scaling at all, `targets` is 0.
template <class T>
struct target_table {
    const T* offset;
    const T* scale;
    uint32_t targets;
};

template <class Network>
target_table<typename Network::value_type> table_of(const target_scaling<Network>& scaling) {
    return {scaling.offset, scaling.scale, Network::outputs};
}

/// status::no_samples, or not_finite_input when a target is NaN or infinite or would become so.
template <class T>
status check_scaled_targets(target_table<T> scaling, strided_samples<const T> y) noexcept;
/// Only after check_scaled_targets.
template <class T>
void scale_checked_targets(target_table<T> scaling, strided_samples<const T> y,
                           strided_samples<T> scaled) noexcept;

/// status::no_samples, or not_finite_output when a target would be NaN or infinite.
template <class T>
status check_unscaled_targets(target_table<T> scaling, strided_samples<const T> scaled) noexcept;
/// Only after check_unscaled_targets.
template <class T>
void unscale_checked_targets(target_table<T> scaling, strided_samples<const T> scaled,
                             strided_samples<T> y) noexcept;

/// scaled = y', the targets that a network is trained with, of y. Both are one sample or any number
/// of them, in either order, as in predict(); `scaled` may be y itself but not overlap it
/// otherwise.
///
/// A target that is NaN or infinite, or scaled to such, gives status::not_finite_input; no sample
/// at all status::no_samples; different numbers of samples status::mismatched_samples. `scaled`
/// is then as it was.
template <class Network, class YSamples, class Scaled>
status scale_targets(const target_scaling<Network>& scaling, const YSamples& y, Scaled&& scaled) {
    using T = typename Network::value_type;
    const auto from = detail::checked_samples<Network::outputs, const T>(y);
    const auto to = detail::checked_samples<Network::outputs, T>(scaled);
    const status samples_match = detail::matched(from, to);
    if (samples_match != status::ok) return samples_match;
    const status checked = check_scaled_targets<T>(table_of(scaling), detail::strided(from.view));
    if (checked != status::ok) return checked;
    scale_checked_targets<T>(table_of(scaling), detail::strided(from.view),
                             detail::strided(to.view));
    return status::ok;
}

/// y = what `scaled`, a network's outputs y', stand for: the way back, with the same shapes. A
/// scaled_regressor does it by itself.
///
/// Where y would be NaN or infinite, status::not_finite_output; no_samples and mismatched_samples
/// as above. y is then as it was.
template <class Network, class Scaled, class YSamples>
status unscale_targets(const target_scaling<Network>& scaling, const Scaled& scaled, YSamples&& y) {
    using T = typename Network::value_type;
    const auto from = detail::checked_samples<Network::outputs, const T>(scaled);
    const auto to = detail::checked_samples<Network::outputs, T>(y);
    const status samples_match = detail::matched(from, to);
    if (samples_match != status::ok) return samples_match;
    const status checked = check_unscaled_targets<T>(table_of(scaling), detail::strided(from.view));
    if (checked != status::ok) return checked;
    unscale_checked_targets<T>(table_of(scaling), detail::strided(from.view),
                               detail::strided(to.view));
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
