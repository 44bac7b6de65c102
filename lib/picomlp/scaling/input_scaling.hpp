// Features brought to a common size before a network sees them.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/sample_view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// x' = (x - offset) * factor for every feature of Network's inputs, each of the two operations
/// rounded by itself. An aggregate of plain numbers, to be kept beside the parameters, as a
/// constant in flash if need be; standard_scaler and min_max_scaler find one.
template <class Network>
struct input_scaling {
    using value_type = typename Network::value_type;

    value_type offset[Network::inputs];
    value_type factor[Network::inputs];

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
    const T* offset;
    const T* factor;
    uint32_t features;
};

template <class Network>
scaling_table<typename Network::value_type> table_of(const input_scaling<Network>& scaling) {
    return {scaling.offset, scaling.factor, Network::inputs};
}

/// status::no_samples, or not_finite_input when a feature is NaN or infinite or would become so.
template <class T>
status check_scaled(scaling_table<T> scaling, uint32_t samples, rows<const T> x) noexcept;
/// Only after check_scaled.
template <class T>
void scale_checked(scaling_table<T> scaling, uint32_t samples, rows<const T> x,
                   rows<T> scaled) noexcept;

/// scaled = x, scaled: a training or test set in one go. x is one sample, T[inputs], or any number
/// of them, inputs x samples, as an array T[inputs][samples] or as a sample_view; so is `scaled`,
/// which may be x itself but not overlap it otherwise.
///
/// A feature that is NaN or infinite, or scaled to such, gives status::not_finite_input; no sample
/// at all status::no_samples; different numbers of samples status::mismatched_samples. `scaled`
/// is then as it was.
template <class Network, class XSamples, class Scaled>
status scale_samples(const input_scaling<Network>& scaling, const XSamples& x, Scaled&& scaled) {
    using T = typename Network::value_type;
    using x_view = decltype(samples_of(x));
    using scaled_view = decltype(samples_of(scaled));
    static_assert(x_view::features == Network::inputs,
                  "picomlp: scale_samples needs an x with as many features as the network has "
                  "inputs");
    static_assert(scaled_view::features == Network::inputs,
                  "picomlp: scale_samples needs a result with as many features as the network has "
                  "inputs");
    static_assert(holds<x_view, T>,
                  "picomlp: scale_samples needs an x of the numbers that the network computes "
                  "with");
    static_assert(holds_writable<scaled_view, T>,
                  "picomlp: scale_samples needs a result of the numbers that the network computes "
                  "with, not const");
    const auto from = view_as<sample_view<const T, Network::inputs>>::of(samples_of(x));
    const auto to = view_as<sample_view<T, Network::inputs>>::of(samples_of(scaled));
    if (from.samples() != to.samples()) return status::mismatched_samples;
    const status checked = check_scaled<T>(table_of(scaling), from.samples(), from.data());
    if (checked != status::ok) return checked;
    scale_checked<T>(table_of(scaling), from.samples(), from.data(), to.data());
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
