// From features to outputs.
#pragma once

#include <stdint.h>

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/network/network.hpp"

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

/// The same for samples in any order. If x does not lie features x samples, workspace.even must
/// have room for `capacity` samples' features, unless capacity is 1.
template <class T>
status predict_samples(layer_table<T> table, const T* w, strided_samples<const T> x,
                       predict_workspace<T> workspace, strided_samples<T> y,
                       prediction_of what = prediction_of::activations) noexcept;

/// The same where every sample's features lie together.
template <class T>
status predict_one_by_one(sample_layer_table<T> table, const T* w, strided_samples<const T> x,
                          predict_workspace<T> workspace, strided_samples<T> y) noexcept;

namespace detail {

/// How many samples of x a scratch takes at a time: those that do not lie features x samples are
/// turned round where the second layer's activations will be, as many as there is room for. Fewer
/// than a vector holds are faster one by one, straight from where they lie.
template <class XView, class Network, uint32_t Samples>
constexpr uint32_t capacity_for() {
    constexpr uint32_t worth_turning = 16;
    constexpr size_t room = sizeof(batch_scratch<Network, Samples>::even);
    constexpr size_t fit = room / (size_t{Network::inputs} * sizeof(typename Network::value_type));
    constexpr uint32_t most = fit < Samples ? static_cast<uint32_t>(fit) : Samples;
    return in_kernel_order<XView> ? Samples : most < worth_turning ? 1 : most;
}

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
/// x is one sample, T[inputs] or const T*, or any number of them: an array T[inputs][samples] or
/// T[samples][inputs] (where both are the same, say which), a sample_view, or what sample_major()
/// and feature_major() make of pointers, arrays and containers; y likewise, with as many samples,
/// in the same order or the other. The length behind a plain pointer is not checked. A sample's
/// outputs have the same bits alone, in any batch and in either order; from one sample to one
/// sample's outputs is the shortest way for one of them. w is only read, so several tasks may share
/// it, each with its own scratch; a scratch for S samples is filled as often as needed. Several
/// samples x features are turned round inside the scratch where 16 or more fit into the room of its
/// second layer, and otherwise taken one by one.
///
/// y may lie where x does: anywhere for one sample; for several in the same order with the same
/// first element and the same stride. Any other overlap is not allowed.
///
/// A NaN or infinite feature gives status::not_finite_input; no sample at all
/// status::no_samples; different numbers of samples in x and y status::mismatched_samples. y is
/// then as it was. status::not_finite_output: an output would be NaN or infinite. y is then as it
/// was when all samples fit the scratch and lie inputs x samples, and otherwise as it was or NaN
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
    const auto from = checked_samples<Network::inputs, const T>(x);
    const auto to = checked_samples<Network::outputs, T>(y);
    const status samples_match = matched(from, to);
    if (samples_match != status::ok) return samples_match;
    if (!last_biases_are_finite(w)) return status::not_finite_output;
    constexpr bool activations = What == prediction_of::activations;
    constexpr uint32_t capacity = capacity_for<decltype(from), Network, Samples>();
    const predict_workspace<T> workspace{scratch.odd, scratch.even, capacity};
    if constexpr (activations && from.one && to.one) {
        return predict_sample<T>(Network::sample_table(), w.values, from.view.data(), workspace,
                                 to.view.data());
    } else if constexpr (in_kernel_order<decltype(from)> && in_kernel_order<decltype(to)>) {
        return predict_samples<T>(Network::table(), w.values, from.view.samples(),
                                  rows_of(from.view), workspace, rows_of(to.view), What);
    } else if constexpr (activations && capacity == 1 && !in_kernel_order<decltype(from)>) {
        return predict_one_by_one<T>(Network::sample_table(), w.values, strided(from.view),
                                     workspace, strided(to.view));
    } else {
        return predict_samples<T>(Network::table(), w.values, strided(from.view), workspace,
                                  strided(to.view), What);
    }
}

namespace detail {

template <class Network, class Given>
inline constexpr bool is_scratch_of = false;
template <class Network, uint32_t Samples>
inline constexpr bool is_scratch_of<Network, batch_scratch<Network, Samples>&> = true;

}  // namespace detail

/// For the message alone: no scratch, or another network's.
template <class Network, class Given, class... Any,
          class = detail::enable_unless<detail::is_scratch_of<Network, Given>>>
status predict(const parameters_of<Network>&, Given&&, Any&&...) {
    static_assert(detail::is_scratch_of<Network, Given>,
                  "picomlp: predict takes parameters, a scratch of their network, x and y: "
                  "predict(w, scratch, x, y)");
    return status::bad_argument;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
