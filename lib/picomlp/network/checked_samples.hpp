// SPDX-License-Identifier: MIT
// Checks that samples fit the routine that takes them, at compile time and at run time.
#pragma once

#include "picomlp/network/sample_data.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// `data` as samples of Features features: a checked_view of Wanted, which is T, or const T for
/// input. Data that cannot be such samples does not compile; the error is one sentence.
template <uint32_t Features, class Wanted, class Data>
constexpr auto checked_samples(Data& data) {
    using form = decltype(form_of(data, 0));
    using value = typename form::value;
    using T = typename plain_type<Wanted>::type;
    constexpr reading how = form::template as<Features>;
    constexpr bool possible = how != reading::impossible;
    constexpr bool ordered = how != reading::ambiguous && how != reading::unordered;
    constexpr bool right_type = same_type<typename plain_type<value>::type, T>;
    constexpr bool writable = same_type<value, Wanted> || same_type<value, T>;
    constexpr bool unknown = same_type<value, void>;
    static_assert(
        right_type || unknown,
        "picomlp: samples must be of the network's or the scaler's number type: float for "
        "network<...>, T for basic_network<T, ...>");
    static_assert(possible || !(right_type || unknown),
                  "picomlp: samples must be features x samples or samples x features, x with the "
                  "network's inputs, y with its outputs as features: T[features][samples], "
                  "T[samples][features], T[features] for one, sample_major(data) or "
                  "feature_major(data)");
    static_assert(how != reading::ambiguous || !right_type,
                  "picomlp: a square array can be read in both orders: say feature_major(x) or "
                  "sample_major(x)");
    static_assert(how != reading::unordered || !right_type,
                  "picomlp: a flat array or container does not say in which order its numbers lie: "
                  "pass sample_major(x) or feature_major(x)");
    static_assert(writable || !(right_type && possible && ordered),
                  "picomlp: predictions and scaled samples are written, so they cannot be const");
    if constexpr (right_type && possible && ordered && writable) {
        const auto taken = form_of(data, 0).template take<Features>();
        using found = decltype(taken.view);
        return checked_view<Wanted, Features, found::order, taken.one, taken.known_samples>{
            {taken.view.data(), taken.view.samples(), taken.view.stride()}, taken.status};
    } else {
        // The sentence above stays the only error.
        return checked_view<Wanted, Features, sample_order::feature_major>{{nullptr, 0, 0},
                                                                           status::bad_argument};
    }
}

/// ok when x and y are valid and hold the same number of samples.
template <class XView, class YView>
constexpr status matched(const XView& x, const YView& y) {
    static_assert(XView::known_samples == 0 || YView::known_samples == 0 ||
                      XView::known_samples == YView::known_samples,
                  "picomlp: x and y must hold the same number of samples");
    if (x.status != status::ok) return x.status;
    if (y.status != status::ok) return y.status;
    return x.view.samples() == y.view.samples() ? status::ok : status::mismatched_samples;
}

/// Whether the samples are features x samples, as the kernels take them.
template <class View>
inline constexpr bool in_kernel_order = decltype(View::view)::order == sample_order::feature_major;

/// Whether the features of a sample are contiguous when the view holds a single sample.
template <class View>
inline constexpr bool is_sample_by_sample = View::one || !in_kernel_order<View>;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
