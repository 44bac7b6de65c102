// A regression model with scaled inputs and targets: both scalings and parameters.
#pragma once

#include <stdint.h>

#include "picomlp/scaling/scaled_model.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
    input_scaling<Network> scaling;
    parameters_of<Network> parameters;
    target_scaling<Network> targets;
};

/// workspace.even has room for `capacity` samples' features. Outputs are converted to the targets'
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

/// The same for parameters and both scalings.
template <class Network>
status check_parameters(const scaled_regressor<Network>& model) {
    const bool scalings_are_finite = all_finite(model.scaling.offset, Network::inputs) &&
                                     all_finite(model.scaling.factor, Network::inputs) &&
                                     all_finite(model.targets.offset, Network::outputs) &&
                                     all_finite(model.targets.scale, Network::outputs);
    return scalings_are_finite ? check_parameters(model.parameters) : status::not_finite_input;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
