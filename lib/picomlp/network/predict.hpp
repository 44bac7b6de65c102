// From features to outputs.
#pragma once

#include <stdint.h>

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/network/sample_view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What a prediction consists of: the last layer's activations, or its weighted sums z alone.
enum class prediction_of : uint8_t { activations, logits };

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
                       predict_workspace<T> workspace, rows<T> y,
                       prediction_of what = prediction_of::activations) noexcept;

namespace detail {

/// Behind an activation that hides NaN the biases of the last layer stand for all parameters: where
/// flash was erased they are NaN, too.
template <class Network>
bool last_biases_are_finite(const parameters_of<Network>& w) {
    if constexpr (hides_nan<typename Network::output_activation>) {
        return run_is_finite(w.values + Network::parameter_count - Network::outputs,
                             Network::outputs);
    } else {
        return true;
    }
}

/// predict() and predict_logits(); a single sample has a table of its own for its activations.
template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y);

}  // namespace detail

/// y = the network's outputs for x.
///
/// x is one sample, T[inputs], or any number of them, inputs x samples, as an array
/// T[inputs][samples] or as a sample_view; y likewise, with as many samples. A sample's outputs
/// have the same bits alone and in any batch; from T[inputs] to T[outputs] is the shortest way for
/// one of them. w is only read, so several tasks may share it, each with its own scratch; a scratch
/// for S samples is filled as often as needed.
///
/// y may lie where x does: anywhere for one sample; for several with the same first element and
/// the same stride. Any other overlap is not allowed.
///
/// A NaN or infinite feature gives status::not_finite_input; no sample at all
/// status::no_samples; different numbers of samples in x and y
/// status::mismatched_samples. y is then as it was. status::not_finite_output: an output would be
/// NaN or infinite. y is then as it was when all samples fit the scratch, and otherwise NaN
/// throughout. Erased flash, where every bit is set, always ends in this status; a single damaged
/// parameter need not, see check_parameters().
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    return detail::predict<prediction_of::activations>(w, scratch, x, y);
}

/// z = the network's logits for x: the last layer's weighted sums, which its activation (sigmoid,
/// softmax) would turn into y. Shapes and statuses are those of predict().
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict_logits(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
                      const XSamples& x, YSamples&& z) {
    return detail::predict<prediction_of::logits>(w, scratch, x, z);
}

/// Whether every parameter is a number: status::ok or not_finite_input. Worth a call after start-up
/// or after reading parameters from a medium: an activation such as relu turns a NaN into 0, so
/// that one damaged parameter may show in no output.
template <class Network>
status check_parameters(const parameters_of<Network>& w) {
    return run_is_finite(w.values, Network::parameter_count) ? status::ok
                                                             : status::not_finite_input;
}

template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status detail::predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
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
    if (from.samples() != to.samples()) return status::mismatched_samples;
    if (!detail::last_biases_are_finite(w)) return status::not_finite_output;
    if constexpr (What == prediction_of::activations && is_one_sample<XSamples> &&
                  is_one_sample<YSamples>) {
        return predict_sample<T>(Network::sample_table(), w.values, from.data().first, workspace,
                                 to.data().first);
    } else {
        return predict_samples<T>(Network::table(), w.values, from.samples(), from.data(),
                                  workspace, to.data(), What);
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
