// evaluate_regression() for models with scalings, in the targets' unit.
#pragma once

#include <stdint.h>

#include "picomlp/evaluation/evaluate_regression.hpp"
#include "picomlp/scaling/scaled_regressor.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The regression_scratch of a scaled_model or a scaled_regressor.
template <class Network, uint32_t Samples>
struct scaled_regression_scratch {
    scaled_scratch<Network, Samples> hidden;
    typename Network::value_type outputs[size_t{Network::outputs} * Samples];
    running_errors<typename Network::value_type> errors[Network::outputs];
};

/// As evaluate_regression_samples(); workspace.hidden as in predict_regressor_samples().
template <class T>
regression_summary<T> evaluate_scaled_regression_samples(
    layer_table<T> table, scaling_table<T> scaling, target_table<T> targets, const T* w,
    strided_samples<const T> x, strided_samples<const T> y, regression_workspace<T> workspace,
    regression_figures<T>* each) noexcept;

namespace detail {

template <class Network, uint32_t Samples, class XSamples, class YSamples>
regression_metrics<typename Network::value_type, Network::outputs> evaluate_scaled_regression(
    const input_scaling<Network>& scaling, const parameters_of<Network>& w,
    target_table<typename Network::value_type> targets,
    scaled_regression_scratch<Network, Samples>& scratch, const XSamples& x, const YSamples& y) {
    using T = typename Network::value_type;
    const auto from = checked_samples<Network::inputs, const T>(x);
    const auto to = checked_samples<Network::outputs, const T>(y);
    regression_metrics<T, Network::outputs> all{};
    all.status = matched(from, to);
    if (all.ok() && !last_biases_are_finite(w)) all.status = status::not_finite_output;
    if (!all.ok()) return all;
    const regression_workspace<T> workspace{
        {scratch.hidden.odd, scratch.hidden.even, Samples}, scratch.outputs, scratch.errors};
    static_cast<regression_summary<T>&>(all) = evaluate_scaled_regression_samples<T>(
        Network::table(), table_of(scaling), targets, w.values, strided(from.view),
        strided(to.view), workspace, all.of_output);
    return all;
}

}  // namespace detail

/// The figures of regression_sums for the model's predictions from unscaled x, with unscaled
/// targets y; errors are in the targets' unit. Shapes and statuses as for a network's parameters,
/// and those of the model's predict().
template <class Network, uint32_t Samples, class XSamples, class YSamples>
regression_metrics<typename Network::value_type, Network::outputs> evaluate_regression(
    const scaled_regressor<Network>& model, scaled_regression_scratch<Network, Samples>& scratch,
    const XSamples& x, const YSamples& y) {
    return detail::evaluate_scaled_regression(model.scaling, model.parameters,
                                              table_of(model.targets), scratch, x, y);
}

/// The same for a model whose targets are not scaled.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
regression_metrics<typename Network::value_type, Network::outputs> evaluate_regression(
    const scaled_model<Network>& model, scaled_regression_scratch<Network, Samples>& scratch,
    const XSamples& x, const YSamples& y) {
    return detail::evaluate_scaled_regression(model.scaling, model.parameters,
                                              {nullptr, nullptr, 0}, scratch, x, y);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
