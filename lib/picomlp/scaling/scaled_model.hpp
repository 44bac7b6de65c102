// SPDX-License-Identifier: MIT
// Trained networks with their scalings: scaled_model for inputs, scaled_regressor for targets as
// well.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/predict.hpp"
#include "picomlp/network/stored.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A trained network with scaled inputs. An aggregate of plain numbers: it may be copied, kept in
/// flash as a constant, or sent over a wire. Train `parameters` on samples that scale_samples has
/// scaled by `scaling`.
template <class Network>
struct scaled_model {
    input_scaling<Network> scaling;     ///< of the features
    parameters_of<Network> parameters;  ///< for scaled features
};

/// The memory of a prediction with a scaled_model, for up to Samples samples at a time: as
/// batch_scratch, but `even` also holds the scaled features.
template <class Network, uint32_t Samples>
struct scaled_scratch {
    static_assert(Samples >= 1, "picomlp: a scratch holds at least one sample");
    /// Numbers of `even` for each sample.
    static constexpr uint32_t widest_even = Network::inputs > Network::widest_layer(2)
                                                ? Network::inputs
                                                : Network::widest_layer(2);
    typename Network::value_type odd[size_t{Network::widest_layer(1)} * Samples];
    typename Network::value_type even[size_t{widest_even} * Samples];
};

/// Turns not_finite_input into not_finite_output when the scaling is not finite: then it is the
/// model that is damaged, not the sample.
template <class T>
status blame_scaling(status found, scaling_table<T> scaling) noexcept;

/// workspace.even holds `capacity` samples' features.
template <class T>
status predict_scaled_sample(sample_layer_table<T> table, scaling_table<T> scaling, const T* w,
                             const T* x, predict_workspace<T> workspace, T* y) noexcept;
template <class T>
status predict_scaled_samples(layer_table<T> table, scaling_table<T> scaling, const T* w,
                              uint32_t samples, strided_rows<const T> x,
                              predict_workspace<T> workspace, strided_rows<T> y,
                              prediction_of what = prediction_of::activations) noexcept;
/// The same for samples in any order, and for samples whose features are contiguous.
template <class T>
status predict_scaled_samples(layer_table<T> table, scaling_table<T> scaling, const T* w,
                              strided_samples<const T> x, predict_workspace<T> workspace,
                              strided_samples<T> y,
                              prediction_of what = prediction_of::activations) noexcept;
template <class T>
status predict_scaled_one_by_one(sample_layer_table<T> table, scaling_table<T> scaling, const T* w,
                                 strided_samples<const T> x, predict_workspace<T> workspace,
                                 strided_samples<T> y) noexcept;

namespace detail {

template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    using T = typename Network::value_type;
    const auto from = checked_samples<Network::inputs, const T>(x);
    const auto to = checked_samples<Network::outputs, T>(y);
    const status samples_match = matched(from, to);
    if (samples_match != status::ok) return samples_match;
    if (!last_biases_are_finite(model.parameters)) return status::not_finite_output;
    constexpr bool activations = What == prediction_of::activations;
    const predict_workspace<T> workspace{scratch.odd, scratch.even, Samples};
    const scaling_table<T> scaling = table_of(model.scaling);
    const T* const w = model.parameters.values;
    if constexpr (activations && from.one && to.one) {
        return predict_scaled_sample<T>(Network::sample_table(), scaling, w, from.view.data(),
                                        workspace, to.view.data());
    } else if constexpr (in_kernel_order<decltype(from)> && in_kernel_order<decltype(to)>) {
        return predict_scaled_samples<T>(Network::table(), scaling, w, from.view.samples(),
                                         rows_of(from.view), workspace, rows_of(to.view), What);
    } else if constexpr (activations && Samples == 1 && !in_kernel_order<decltype(from)>) {
        return predict_scaled_one_by_one<T>(Network::sample_table(), scaling, w, strided(from.view),
                                            workspace, strided(to.view));
    } else {
        return predict_scaled_samples<T>(Network::table(), scaling, w, strided(from.view),
                                         workspace, strided(to.view), What);
    }
}

}  // namespace detail

/// y = the network's outputs for scaled x: the bits of scale_samples and then predict, with their
/// shapes and statuses. status::not_finite_input also when a feature overflows in scaling;
/// not_finite_output when the scaling holds a NaN or infinity, as in erased flash.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    return detail::predict<prediction_of::activations>(model, scratch, x, y);
}

/// z = the network's logits for scaled x; otherwise as predict_logits of a network.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict_logits(const scaled_model<Network>& model, scaled_scratch<Network, Samples>& scratch,
                      const XSamples& x, YSamples&& z) {
    return detail::predict<prediction_of::logits>(model, scratch, x, z);
}

/// check_parameters() of a network, for the scaling as well.
template <class Network>
status check_parameters(const scaled_model<Network>& model) {
    const bool scaling_is_finite = all_finite(model.scaling.offset, Network::inputs) &&
                                   all_finite(model.scaling.factor, Network::inputs);
    return scaling_is_finite ? check_parameters(model.parameters) : status::not_finite_input;
}

/// Offsets, factors, parameters.
template <class Network>
struct stored_form<scaled_model<Network>> {
    using network = Network;
    static constexpr type_name<stored_form> name = "scaled_model";
    /// Numbers in all.
    static constexpr size_t count = size_t{2} * Network::inputs + Network::parameter_count;
    /// Visits offsets, factors, parameters.
    template <class Model, class Visit>
    static void each_array(Model& contents, Visit&& visit) {
        visit(contents.scaling.offset, Network::inputs);
        visit(contents.scaling.factor, Network::inputs);
        visit(contents.parameters.values, Network::parameter_count);
    }
};

/// A scaled_model with the header of stored.
template <class Network>
using stored_scaled_model = stored<scaled_model<Network>>;

/// A trained network with scaled inputs and targets: a scaled_model whose outputs have the targets'
/// unit. An aggregate of plain numbers. Train `parameters` on samples that scale_samples has scaled
/// by `scaling` and targets that scale_targets has scaled by `targets`; either may be identity().
///
///     standard_scaler<float, 3> features;
///     standard_scaler<float, 1> levels;
///     ... features.add(x), levels.add(y) ...
///     scaled_regressor<net> model;
///     ... features.result(model.scaling), levels.result(model.targets) ...
template <class Network>
struct scaled_regressor {
    input_scaling<Network> scaling;     ///< of the features
    parameters_of<Network> parameters;  ///< from scaled features to scaled targets
    target_scaling<Network> targets;    ///< of the targets: predictions are scaled back by it
};

/// workspace.even holds `capacity` samples' features. Outputs are converted to the targets'
/// unit within the workspace.
template <class T>
status predict_regressor_samples(layer_table<T> table, scaling_table<T> scaling,
                                 target_table<T> targets, const T* w, strided_samples<const T> x,
                                 predict_workspace<T> workspace, strided_samples<T> y) noexcept;
/// The same, sample by sample, with the code for a single sample.
template <class T>
status predict_regressor_one_by_one(sample_layer_table<T> table, scaling_table<T> scaling,
                                    target_table<T> targets, const T* w, strided_samples<const T> x,
                                    predict_workspace<T> workspace, strided_samples<T> y) noexcept;

/// y = the network's outputs for x, scaled, in the targets' unit: the bits of scale_samples,
/// predict and unscale_targets, with the shapes and statuses of a scaled_model's predict().
/// status::not_finite_output also when an output overflows in the targets' unit, or the target
/// scaling holds a NaN or infinity.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const scaled_regressor<Network>& model, scaled_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    using T = typename Network::value_type;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::outputs, T>(y);
    const status samples_match = detail::matched(from, to);
    if (samples_match != status::ok) return samples_match;
    if (!detail::last_biases_are_finite(model.parameters)) return status::not_finite_output;
    const predict_workspace<T> workspace{scratch.odd, scratch.even, Samples};
    const scaling_table<T> scaling = table_of(model.scaling);
    const target_table<T> targets = table_of(model.targets);
    const T* const w = model.parameters.values;
    if constexpr ((from.one && to.one) || Samples == 1) {
        return predict_regressor_one_by_one<T>(Network::sample_table(), scaling, targets, w,
                                               detail::strided(from.view), workspace,
                                               detail::strided(to.view));
    } else {
        return predict_regressor_samples<T>(Network::table(), scaling, targets, w,
                                            detail::strided(from.view), workspace,
                                            detail::strided(to.view));
    }
}

/// check_parameters() of a network, for both scalings as well.
template <class Network>
status check_parameters(const scaled_regressor<Network>& model) {
    const bool scalings_are_finite = all_finite(model.scaling.offset, Network::inputs) &&
                                     all_finite(model.scaling.factor, Network::inputs) &&
                                     all_finite(model.targets.offset, Network::outputs) &&
                                     all_finite(model.targets.scale, Network::outputs);
    return scalings_are_finite ? check_parameters(model.parameters) : status::not_finite_input;
}

/// Offsets and factors of the inputs, parameters, offsets and scales of the targets.
template <class Network>
struct stored_form<scaled_regressor<Network>> {
    using network = Network;
    static constexpr type_name<stored_form> name = "scaled_regressor";
    /// Numbers in all.
    static constexpr size_t count =
        size_t{2} * Network::inputs + Network::parameter_count + size_t{2} * Network::outputs;
    /// Visits offsets, factors, parameters, and the targets' offsets and scales.
    template <class Model, class Visit>
    static void each_array(Model& contents, Visit&& visit) {
        visit(contents.scaling.offset, Network::inputs);
        visit(contents.scaling.factor, Network::inputs);
        visit(contents.parameters.values, Network::parameter_count);
        visit(contents.targets.offset, Network::outputs);
        visit(contents.targets.scale, Network::outputs);
    }
};

/// A scaled_regressor with the header of stored.
template <class Network>
using stored_scaled_regressor = stored<scaled_regressor<Network>>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
