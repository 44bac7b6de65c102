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
status predict_sample(layer_table<T> table, const T* w, const T* x, predict_workspace<T> workspace,
                      T* y) noexcept;
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
template <class Network, uint32_t Samples, class X, class Y>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const X& x, Y&& y) {
    using T = typename Network::value_type;
    const auto from = samples_of(x);
    const auto to = samples_of(y);
    static_assert(from.features == Network::inputs,
                  "picomlp: predict needs an x with as many features as the network has inputs");
    static_assert(to.features == Network::outputs,
                  "picomlp: predict needs a y with as many rows as the network has outputs");
    const predict_workspace<T> workspace{scratch.odd, scratch.even, Samples};
    if (from.samples() != to.samples()) return status::bad_argument;
    if constexpr (is_one_sample<X> && is_one_sample<Y>) {
        return predict_sample<T>(Network::table(), w.values, from.data().first, workspace,
                                 to.data().first);
    } else {
        return predict_samples<T>(Network::table(), w.values, from.samples(),
                                  read_only(from.data()), workspace, to.data());
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
