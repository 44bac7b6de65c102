// SPDX-License-Identifier: MIT
// evaluate_regression(): regression figures of a network, in batches.
#pragma once

#include <stdint.h>

#include "picomlp/evaluation/regression.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/scaling/scaled_model.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The memory of an evaluation, for up to Samples samples at a time; the size changes no result.
template <class Network, uint32_t Samples>
struct regression_scratch {
    batch_scratch<Network, Samples> hidden;
    typename Network::value_type outputs[size_t{Network::outputs} * Samples];
    running_errors<typename Network::value_type> errors[Network::outputs];
};

/// `outputs` holds workspace.capacity samples, `errors` for each output one entry.
template <class T>
struct regression_workspace {
    predict_workspace<T> hidden;  ///< for the layers before the last
    T* outputs;                   ///< outputs x capacity
    running_errors<T>* errors;    ///< one for each output
};

/// See evaluate_regression(); `each` takes the figures of each output. x and y are features x
/// samples.
template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, strided_rows<const T> x,
                                                  strided_rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept;
/// The same for samples in any order; workspace.hidden as in predict_samples().
template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  strided_samples<const T> x,
                                                  strided_samples<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept;

/// The same for a capacity of 1 and samples whose features are contiguous.
template <class T>
regression_summary<T> evaluate_regression_one_by_one(sample_layer_table<T> table, const T* w,
                                                     strided_samples<const T> x,
                                                     strided_samples<const T> y,
                                                     regression_workspace<T> workspace,
                                                     regression_figures<T>* each) noexcept;

/// The figures of regression_sums for the network's predictions from x, with targets y; x and y as
/// in predict(), any number of samples. The status is status::no_samples, mismatched_samples for
/// different numbers of samples, not_finite_input for a NaN or infinity in x or y,
/// not_finite_output for one in a prediction, or beyond_range for one in a figure; all figures are
/// then 0.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
regression_metrics<typename Network::value_type, Network::outputs> evaluate_regression(
    const parameters_of<Network>& w, regression_scratch<Network, Samples>& scratch,
    const XSamples& x, const YSamples& y) {
    using T = typename Network::value_type;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::outputs, const T>(y);
    regression_metrics<T, Network::outputs> all{};
    regression_summary<T>& found = all;
    all.status = detail::matched(from, to);
    if (!all.ok()) return all;
    constexpr uint32_t capacity = detail::capacity_for<decltype(from), Network, Samples>();
    const regression_workspace<T> workspace{
        {scratch.hidden.odd, scratch.hidden.even, capacity}, scratch.outputs, scratch.errors};
    if constexpr (detail::in_kernel_order<decltype(from)> &&
                  detail::in_kernel_order<decltype(to)>) {
        found = evaluate_regression_samples<T>(Network::table(), w.values, from.view.samples(),
                                               detail::rows_of(from.view), detail::rows_of(to.view),
                                               workspace, all.of_output);
    } else if constexpr (capacity == 1 && !detail::in_kernel_order<decltype(from)>) {
        found = evaluate_regression_one_by_one<T>(
            Network::sample_table(), w.values, detail::strided(from.view), detail::strided(to.view),
            workspace, all.of_output);
    } else {
        found =
            evaluate_regression_samples<T>(Network::table(), w.values, detail::strided(from.view),
                                           detail::strided(to.view), workspace, all.of_output);
    }
    return all;
}

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
    regression_summary<T>& found = all;
    all.status = matched(from, to);
    if (all.ok() && !last_biases_are_finite(w)) all.status = status::not_finite_output;
    if (!all.ok()) return all;
    const regression_workspace<T> workspace{
        {scratch.hidden.odd, scratch.hidden.even, Samples}, scratch.outputs, scratch.errors};
    found = evaluate_scaled_regression_samples<T>(Network::table(), table_of(scaling), targets,
                                                  w.values, strided(from.view), strided(to.view),
                                                  workspace, all.of_output);
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
