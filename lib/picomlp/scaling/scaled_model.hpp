// A network that takes its features as they come: scaling and parameters together.
#pragma once

#include <stdint.h>

#include "picomlp/network/predict.hpp"
#include "picomlp/scaling/input_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// All that a trained network with scaled inputs consists of. An aggregate of plain numbers: copy
/// it, keep it in flash as a constant, send it over a wire. Train `parameters` on samples that
/// scale_samples has scaled by `scaling`.
template <class Network>
struct scaled_model {
    input_scaling<Network> scaling;
    parameters_of<Network> parameters;
};

/// What predicting with a scaled_model needs, for up to Samples samples at a time; as
/// batch_scratch, with room for the scaled features where the second hidden layer will be.
template <class Network, uint32_t Samples>
struct scaled_scratch {
    static_assert(Samples >= 1, "picomlp: a scratch holds at least one sample");
    static constexpr uint32_t widest_even = Network::inputs > Network::widest_layer(2)
                                                ? Network::inputs
                                                : Network::widest_layer(2);
    typename Network::value_type odd[size_t{Network::widest_layer(1)} * Samples];
    typename Network::value_type even[size_t{widest_even} * Samples];
};

/// workspace.even has room for `capacity` samples' features.
template <class T>
status predict_scaled_sample(sample_layer_table<T> table, scaling_table<T> scaling, const T* w,
                             const T* x, predict_workspace<T> workspace, T* y) noexcept;
template <class T>
status predict_scaled_samples(layer_table<T> table, scaling_table<T> scaling, const T* w,
                              uint32_t samples, rows<const T> x, predict_workspace<T> workspace,
                              rows<T> y, prediction_of what = prediction_of::activations) noexcept;

namespace detail {

template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y);

}  // namespace detail

/// y = the network's outputs for x, scaled: the bits that scale_samples and then predict give, with
/// their shapes and statuses. A feature that is scaled to infinity is status::not_finite_input too;
/// a scaling that holds a NaN or infinity, as erased flash does, is not_finite_output.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    return detail::predict<prediction_of::activations>(model, scratch, x, y);
}

/// z = the network's logits for x, scaled; as predict_logits of a network.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict_logits(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
                      const XSamples& x, YSamples&& z) {
    return detail::predict<prediction_of::logits>(model, scratch, x, z);
}

/// The same of parameters and scaling.
template <class Network>
status check_parameters(const scaled_model<Network>& model) {
    const bool scaling_is_finite = run_is_finite(model.scaling.offset, Network::inputs) &&
                                   run_is_finite(model.scaling.factor, Network::inputs);
    return scaling_is_finite ? check_parameters(model.parameters) : status::not_finite_input;
}

template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status detail::predict(const scaled_model<Network>& model,
                       scaled_scratch<Network, Samples>& scratch, const XSamples& x, YSamples&& y) {
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
    const T* w = model.parameters.values;
    if (from.samples() != to.samples()) return status::mismatched_samples;
    if (!last_biases_are_finite(model.parameters)) return status::not_finite_output;
    if constexpr (What == prediction_of::activations && is_one_sample<XSamples> &&
                  is_one_sample<YSamples>) {
        return predict_scaled_sample<T>(Network::sample_table(), table_of(model.scaling), w,
                                        from.data().first, workspace, to.data().first);
    } else {
        return predict_scaled_samples<T>(Network::table(), table_of(model.scaling), w,
                                         from.samples(), from.data(), workspace, to.data(), What);
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
