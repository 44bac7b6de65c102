// From features to outputs.
#pragma once

#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/network/sample_view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Storage for two neighbouring layers' activations, `capacity` samples each.
template <class T>
struct predict_workspace {
    T* odd;
    T* even;
    uint32_t capacity;
};

template <class T>
status predict_sample(sample_layer_table<T> table, const T* w, const T* x,
                      predict_workspace<T> workspace, T* y) noexcept;
template <class T>
status predict_samples(layer_table<T> table, const T* w, uint32_t samples, rows<const T> x,
                       predict_workspace<T> workspace, rows<T> y) noexcept;

/// y = the network's outputs for x.
///
/// x is one sample, T[inputs], or any number of them, inputs x samples, as an array
/// T[inputs][samples] or as a sample_view; y likewise, with as many samples. A sample's outputs
/// have the same bits alone and in any batch; from T[inputs] to T[outputs] is the shortest way for
/// one of them. w is only read, so several tasks may share it, each with its
/// own scratch; a scratch for S samples is filled as often as needed. x may not overlap y.
///
/// A NaN or infinite feature gives status::not_finite_input; no sample at all
/// status::no_samples; different numbers of samples in x and y status::bad_argument. y is then as
/// it was.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    using T = typename Network::value_type;
    using x_view = decltype(samples_of(x));
    using y_view = decltype(samples_of(y));
    static_assert(x_view::features == Network::inputs,
                  "picomlp: predict needs an x with as many features as the network has inputs");
    static_assert(y_view::features == Network::outputs,
                  "picomlp: predict needs a y with as many rows as the network has outputs");
    static_assert(holds<x_view, T>,
                  "picomlp: predict needs an x of the numbers that the network computes with");
    static_assert(holds_writable<y_view, T>,
                  "picomlp: predict needs a y of the numbers that the network computes with, not "
                  "const");
    const auto from = view_as<sample_view<const T, Network::inputs>>::of(samples_of(x));
    const auto to = view_as<sample_view<T, Network::outputs>>::of(samples_of(y));
    const predict_workspace<T> workspace{scratch.odd, scratch.even, Samples};
    if (from.samples() != to.samples()) return status::bad_argument;
    if constexpr (is_one_sample<XSamples> && is_one_sample<YSamples>) {
        return predict_sample<T>(Network::sample_table(), w.values, from.data().first, workspace,
                                 to.data().first);
    } else {
        return predict_samples<T>(Network::table(), w.values, from.samples(), from.data(),
                                  workspace, to.data());
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
