// SPDX-License-Identifier: MIT
// evaluate(): cost, accuracy and confusion counts of a network, with or without weights.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/loss/loss.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/option/sample_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The result of evaluate().
template <class T>
struct [[nodiscard]] evaluation {
    T cost;            ///< mean over the samples; the same bits as a training step on them
    T accuracy;        ///< correct / samples, from 0 to 1; 0 where there are no classes
    uint32_t correct;  ///< samples whose predicted label is their target's; 0 without classes
    uint32_t samples;  ///< those of x
    /// When x or y is refused, everything above is 0. With status::diverged the cost is not finite,
    /// but the counts are valid.
    picomlp::status status;
    /// Whether outputs stand for classes: with a cross-entropy, after an activation whose outputs
    /// are probabilities (sigmoid, hard_sigmoid, softmax), or when confusion counts were requested.
    /// Otherwise it is a regression network, see evaluate_regression().
    bool classifies = false;

    bool ok() const { return status == picomlp::status::ok; }
};

/// Counts of samples by class: [target's label][predicted label].
template <class Network>
struct confusion_counts {
    /// Rows are the true classes.
    uint32_t count[class_count(Network::outputs)][class_count(Network::outputs)];
};

/// The memory of an evaluation, for up to Samples samples at a time; the size changes no result.
template <class Network, uint32_t Samples>
struct evaluation_scratch {
    batch_scratch<Network, Samples> hidden;
    typename Network::value_type outputs[size_t{Network::outputs} * Samples];
    typename Network::value_type costs[Samples];
};

/// Storage of an evaluation for `capacity` samples at a time.
template <class T>
struct evaluation_workspace {
    T* odd;             ///< activations of layers 1, 3, ...
    T* even;            ///< activations of layers 2, 4, ...
    T* outputs;         ///< of the last layer
    T* costs;           ///< one for each sample
    uint32_t capacity;  ///< samples at a time
};

/// `confusion` is null or class_count x class_count counts, set to zero first.
template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept;
/// The same for samples in any order; the workspace as in predict_samples().
template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               strided_samples<const T> x, strided_samples<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept;
/// The same for a capacity of 1 and samples whose features are contiguous.
template <class T>
evaluation<T> evaluate_one_by_one(sample_layer_table<T> table, const objective<T>& loss, const T* w,
                                  strided_samples<const T> x, strided_samples<const T> y,
                                  evaluation_workspace<T> workspace, uint32_t* confusion) noexcept;

namespace detail {

/// Without classes there is no accuracy.
template <class T>
void set_classifies(bool classifies, evaluation<T>& found) {
    found.classifies = classifies;
    if (classifies) return;
    found.accuracy = T(0);
    found.correct = 0;
}

}  // namespace detail

/// Computes the cost by Loss, accuracy and, if requested, confusion counts of the network on x with
/// targets y: in either order as in predict(), any number of samples. status::no_samples,
/// not_finite_input, label_out_of_range, or mismatched_samples for different numbers of samples;
/// `confusion` is then unchanged. status::diverged when the cost is not finite.
template <class Loss, class Network, uint32_t Samples, class XSamples, class YSamples>
evaluation<typename Network::value_type> evaluate(const parameters_of<Network>& w,
                                                  evaluation_scratch<Network, Samples>& scratch,
                                                  const XSamples& x, const YSamples& y,
                                                  confusion_counts<Network>* confusion = nullptr) {
    using T = typename Network::value_type;
    using tables = detail::objective_of<T, Loss, typename Network::output_activation>;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::outputs, const T>(y);
    evaluation<T> found{T(0), T(0), 0, 0, detail::matched(from, to)};
    if (!found.ok()) return found;
    constexpr uint32_t capacity = detail::capacity_for<decltype(from), Network, Samples>();
    const evaluation_workspace<T> workspace{scratch.hidden.odd, scratch.hidden.even,
                                            scratch.outputs, scratch.costs, capacity};
    uint32_t* const counts = confusion ? &confusion->count[0][0] : nullptr;
    if constexpr (detail::in_kernel_order<decltype(from)> &&
                  detail::in_kernel_order<decltype(to)>) {
        found = evaluate_samples<T>(Network::table(), tables::loss, w.values, from.view.samples(),
                                    detail::rows_of(from.view), detail::rows_of(to.view), workspace,
                                    counts);
    } else if constexpr (capacity == 1 && !detail::in_kernel_order<decltype(from)>) {
        found = evaluate_one_by_one<T>(Network::sample_table(), tables::loss, w.values,
                                       detail::strided(from.view), detail::strided(to.view),
                                       workspace, counts);
    } else {
        found = evaluate_samples<T>(Network::table(), tables::loss, w.values,
                                    detail::strided(from.view), detail::strided(to.view), workspace,
                                    counts);
    }
    detail::set_classifies(tables::classifies || confusion, found);
    return found;
}

/// Weights by class and by sample; all are 1 by default.
///
///     evaluation_weights<net> weights;
///     weights.classes = t.settings<class_weights>();
///     const auto found = evaluate<binary_cross_entropy>(w, scratch, x, y, weights);
template <class Network>
struct evaluation_weights {
    class_weights::settings<Network> classes = {};  ///< all 1 at first
    /// One for each sample, as a trainer's option takes them.
    sample_weights::settings<Network> samples = {};
};

/// Each is null for weights of 1.
template <class T>
struct weight_tables {
    const T* of_class;   ///< class_count(outputs) weights
    const T* of_sample;  ///< a weight for each sample
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
