// Regression figures of a network, without room for all its predictions.
#pragma once

#include <stdint.h>

#include "picomlp/metrics/regression.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What evaluating needs, for up to Samples samples at a time; the size changes no result.
template <class Network, uint32_t Samples>
struct regression_scratch {
    batch_scratch<Network, Samples> hidden;
    typename Network::value_type outputs[size_t{Network::outputs} * Samples];
    running_errors<typename Network::value_type> errors[Network::outputs];
};

/// `outputs` has room for workspace.capacity samples, `errors` for each output one entry.
template <class T>
struct regression_workspace {
    predict_workspace<T> hidden;
    T* outputs;
    running_errors<T>* errors;
};

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, rows<const T> x,
                                                  rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept;

/// The figures of regression_sums for what the network predicts from x, with targets y: x and y as
/// in predict, any number of samples. The status is status::no_samples, mismatched_samples
/// (different numbers of samples), not_finite_input for a NaN or infinity in x or y,
/// not_finite_output when a prediction is one, or beyond_range when a figure would be; all figures are
/// then 0.
template <class Network, uint32_t Samples, class XSamples, class YSamples>
regression_metrics<typename Network::value_type, Network::outputs> evaluate_regression(
    const parameters_of<Network>& w, regression_scratch<Network, Samples>& scratch,
    const XSamples& x, const YSamples& y) {
    using T = typename Network::value_type;
    using x_view = decltype(samples_of(x));
    using y_view = decltype(samples_of(y));
    static_assert(x_view::features == Network::inputs,
                  "picomlp: evaluate_regression needs an x with as many rows as the network has "
                  "inputs");
    static_assert(y_view::features == Network::outputs,
                  "picomlp: evaluate_regression needs a y with as many rows as the network has "
                  "outputs");
    static_assert(holds<x_view, T>,
                  "picomlp: evaluate_regression needs an x of the numbers that the network "
                  "computes with");
    static_assert(holds<y_view, T>,
                  "picomlp: evaluate_regression needs a y of the numbers that the network computes "
                  "with");
    const auto from = view_as<sample_view<const T, Network::inputs>>::of(samples_of(x));
    const auto to = view_as<sample_view<const T, Network::outputs>>::of(samples_of(y));
    regression_metrics<T, Network::outputs> all{};
    all.status = status::mismatched_samples;
    if (from.samples() != to.samples()) return all;
    static_cast<regression_summary<T>&>(all) = evaluate_regression_samples<T>(
        Network::table(), w.values, from.samples(), from.data(), to.data(),
        {{scratch.hidden.odd, scratch.hidden.even, Samples}, scratch.outputs, scratch.errors},
        all.of_output);
    return all;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
