// evaluate() with class weights and sample weights.
#pragma once

#include <stdint.h>

#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/option/sample_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Weights by class and by sample; all are 1 by default.
///
///     evaluation_weights<net> weights;
///     weights.classes = t.settings<class_weights>();
///     const auto found = evaluate<binary_cross_entropy>(w, scratch, x, y, weights);
template <class Network>
struct evaluation_weights {
    class_weights::settings<Network> classes = {};
    sample_weights::settings<Network> samples = {};
};

/// Each is null for weights of 1.
template <class T>
struct weight_tables {
    const T* of_class;
    const T* of_sample;
};

/// As evaluate_samples(), with weights that have been checked.
template <class T>
evaluation<T> evaluate_weighed_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                                       strided_samples<const T> x, strided_samples<const T> y,
                                       evaluation_workspace<T> workspace, uint32_t* confusion,
                                       weight_tables<T> weights) noexcept;

/// evaluate() with weights: the cost is the sum of w(s) cost(s) over the number of samples, with
/// w(s) the product of sample s's two weights. It has the bits of a training step with these
/// weights. Accuracy and confusion counts are not weighted.
///
/// Class weights have no effect where outputs do not stand for classes (evaluation::classifies).
/// Besides the statuses of evaluate(): status::bad_argument for a weight that is negative, NaN or
/// infinite, mismatched_samples when the numbers of weights and samples differ.
template <class Loss, class Network, uint32_t Samples, class XSamples, class YSamples>
evaluation<typename Network::value_type> evaluate(const parameters_of<Network>& w,
                                                  evaluation_scratch<Network, Samples>& scratch,
                                                  const XSamples& x, const YSamples& y,
                                                  const evaluation_weights<Network>& weights,
                                                  confusion_counts<Network>* confusion = nullptr) {
    using T = typename Network::value_type;
    using tables = detail::objective_of<T, Loss, typename Network::output_activation>;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::outputs, const T>(y);
    evaluation<T> found{T(0), T(0), 0, 0, detail::matched(from, to)};
    if (found.ok()) found.status = class_weights::check(weights.classes);
    if (found.ok() && weights.samples.values) {
        found.status =
            weights.samples.count == from.view.samples()
                ? detail::check_not_negative(weights.samples.count, weights.samples.values)
                : status::mismatched_samples;
    }
    if (!found.ok()) return found;
    constexpr uint32_t capacity = detail::capacity_for<decltype(from), Network, Samples>();
    found = evaluate_weighed_samples<T>(
        Network::table(), tables::loss, w.values, detail::strided(from.view),
        detail::strided(to.view),
        {scratch.hidden.odd, scratch.hidden.even, scratch.outputs, scratch.costs, capacity},
        confusion ? &confusion->count[0][0] : nullptr,
        {tables::classifies ? weights.classes.weight : nullptr, weights.samples.values});
    detail::set_classifies(tables::classifies || confusion, found);
    return found;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
