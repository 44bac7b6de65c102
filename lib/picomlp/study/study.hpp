// SPDX-License-Identifier: MIT
// study(): statistics, histograms and a verdict on each layer's activations and gradients, to judge
// an initializer.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/strided_samples.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/study/histogram.hpp"
#include "picomlp/study/layer_statistics.hpp"
#include "picomlp/trainer/training_tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A network and a loss without their types, and the limits of the network's activations.
template <class T>
struct study_table {
    training_table<T> training;       ///< its loss ignores the scale: a sample's own cost
    const activation_limits* limits;  ///< of each layer
    const bool* trained;              ///< a bool for each layer, which changes nothing
};

/// Storage of a study for up to training.capacity samples at a time.
template <class T>
struct study_workspace {
    training_workspace<T> training;           ///< of backpropagation
    T* sums;                                  ///< capacity
    T* outputs;                               ///< outputs x capacity, if the loss takes logits
    statistics_in_two_passes<T>* statistics;  ///< the inputs', then each layer's two
    T* unit_means;                            ///< one for each input, two for each unit
    uint8_t* unit_alive;                      ///< likewise
};

/// Storage of the results for one layer: histograms have bins + 1 edges and `bins` counts.
template <class T>
struct layer_results {
    layer_statistics<T>* activations;  ///< of the layer's outputs
    layer_statistics<T>* gradients;    ///< of the cost with respect to z
    verdict* health;                   ///< the verdict
    T* activation_edges;               ///< bins + 1
    uint32_t* activation_counts;       ///< bins
    T* gradient_edges;                 ///< bins + 1
    uint32_t* gradient_counts;         ///< bins
};

/// Where study_samples() writes.
template <class T>
struct study_results {
    layer_statistics<T>* inputs;     ///< of the samples' features
    const layer_results<T>* layers;  ///< one for each layer
    uint32_t bins;                   ///< of every histogram
};

/// See study() in study.hpp. Samples that are not features x samples are transposed in
/// training.delta. Unless training.capacity is 1, half of delta must hold the features of
/// that many samples, and the capacity must be at most summation_order::chunk_samples.
template <class T>
status study_samples(const study_table<T>& table, const T* w, strided_samples<const T> x,
                     strided_samples<const T> y, const study_workspace<T>& workspace,
                     const study_results<T>& to) noexcept;

/// The findings on one layer.
template <class T, uint32_t Bins>
struct layer_study {
    layer_statistics<T> activations;          ///< of the layer's outputs
    layer_statistics<T> gradients;            ///< of each sample's own cost with respect to z
    histogram<T, Bins> activation_histogram;  ///< over the range of the activations
    histogram<T, Bins> gradient_histogram;    ///< over the range of the gradients
    verdict health;                           ///< healthy, vanishing, ...
};

/// The result of a study.
template <class Network, uint32_t Bins = 30>
struct study_report
    : layer_reports<layer_study<typename Network::value_type, Bins>, Network::layer_count> {
    layer_statistics<typename Network::value_type> inputs;  ///< of the samples' features
};

namespace detail {

/// A loss_evaluation of each sample's own cost, whatever the scale.
template <class T, class Loss>
void own_cost(uint32_t outputs, uint32_t samples, strided_rows<const T> prediction,
              strided_rows<const T> y, T /*scale*/, strided_rows<T> delta, T* cost) {
    Loss::template evaluate<T>(outputs, samples, prediction, y, T(1), delta, cost);
}

/// Where the findings on a layer go.
template <class T, uint32_t Bins>
layer_results<T> results_in(layer_study<T, Bins>& layer) {
    return {&layer.activations,
            &layer.gradients,
            &layer.health,
            layer.activation_histogram.edges,
            layer.activation_histogram.counts,
            layer.gradient_histogram.edges,
            layer.gradient_histogram.counts};
}

template <class Network, class Loss>
struct study_tables;

template <class T, class Input, class... Layers, class Loss>
struct study_tables<basic_network<T, Input, Layers...>, Loss> {
    using network = basic_network<T, Input, Layers...>;
    using training = training_tables<network, Loss>;

    using layer_limits = entry_per_layer<activation_limits, network::layer_count>;
    static constexpr layer_limits make_limits() {
        layer_limits made{{limits_of<typename Layers::activation>...}};
        if (training::takes_logits) made.entry[network::layer_count - 1] = {0, 0};
        return made;
    }
    static constexpr layer_limits limits = make_limits();
    static constexpr bool trained[network::layer_count] = {};

    static constexpr study_table<T> table() {
        return {{network::table(),
                 training::layers.entry,
                 {Loss::template check<T>, own_cost<T, Loss>, training::takes_logits}},
                limits.entry,
                trained};
    }

    /// The number of samples that are transposed at a time, see study_samples().
    template <uint32_t Samples>
    static constexpr uint32_t transposed_capacity() {
        constexpr size_t fit = size_t{training::widest()} * Samples / network::inputs;
        constexpr size_t most =
            Samples < summation_order::chunk_samples ? Samples : summation_order::chunk_samples;
        return static_cast<uint32_t>(fit < 1 ? 1 : fit < most ? fit : most);
    }

    static constexpr size_t units() {
        size_t sum = network::inputs;
        for (uint32_t l = 1; l <= network::layer_count; ++l) sum += 2 * network::sizes[l];
        return sum;
    }
};

}  // namespace detail

/// The memory of a study besides parameters, samples and report, for up to Samples samples at a
/// time; the size changes no result. It needs no initial value.
template <class Network, class Loss, uint32_t Samples>
struct study_scratch {
    static_assert(Samples >= 1, "picomlp: a scratch holds at least one sample");
    using T = typename Network::value_type;
    using tables = detail::study_tables<Network, Loss>;  ///< what follows from both types

    T activations[size_t{tables::training::kept()} * Samples];
    T delta[size_t{2} * tables::training::widest() * Samples];
    T costs[Samples];
    T sums[Samples];
    T outputs[tables::training::takes_logits ? size_t{Network::outputs} * Samples : 1];
    statistics_in_two_passes<T> statistics[1 + 2 * Network::layer_count];
    T unit_means[tables::units()];
    uint8_t unit_alive[tables::units()];
};

/// Runs the forward and backward pass for x with targets y and parameters w, twice, and reports
/// each layer's activations and gradients. Nothing is trained. x and y are in either order as in
/// predict(). The number of samples is limited by units x samples < 2^32 (too_many_samples). The
/// report has the same bits for every size of the scratch.
///
///     static study_scratch<net, binary_cross_entropy, 16> scratch;
///     static study_report<net> report;
///     const auto result = study(w, scratch, x, y, report);
///     puts(name_of(report.layer<1>().health));
///
/// Gradients are those of each sample's own cost, so they do not depend on the number of samples; a
/// training step averages them. The last layer's saturation is not counted when the loss is
/// computed from its logits: such gradients do not suffer from it. To interpret the report, see
/// layer_statistics.hpp, histogram.hpp, verdict.hpp. Parameters may have any value, even NaN.
///
/// status::no_samples, too_many_samples, not_finite_input, label_out_of_range, or
/// mismatched_samples for different numbers of samples; the report is then unchanged.
template <class Network, class Loss, uint32_t Samples, uint32_t Bins, class XSamples,
          class YSamples>
status study(const parameters_of<Network>& w, study_scratch<Network, Loss, Samples>& scratch,
             const XSamples& x, const YSamples& y, study_report<Network, Bins>& report) {
    using T = typename Network::value_type;
    using tables = detail::study_tables<Network, Loss>;
    const auto from = detail::checked_samples<Network::inputs, const T>(x);
    const auto to = detail::checked_samples<Network::outputs, const T>(y);
    const status samples_match = detail::matched(from, to);
    if (samples_match != status::ok) return samples_match;
    constexpr bool kernel_order =
        detail::in_kernel_order<decltype(from)> && detail::in_kernel_order<decltype(to)>;
    constexpr uint32_t capacity =
        kernel_order ? Samples : tables::template transposed_capacity<Samples>();
    layer_results<T> results[Network::layer_count];
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        results[l] = detail::results_in(report.layers[l]);
    }
    const study_workspace<T> workspace = {{scratch.activations, scratch.delta, scratch.costs,
                                           capacity, Samples, tables::training::widest()},
                                          scratch.sums,
                                          scratch.outputs,
                                          scratch.statistics,
                                          scratch.unit_means,
                                          scratch.unit_alive};
    return study_samples<T>(tables::table(), w.values, detail::strided(from.view),
                            detail::strided(to.view), workspace, {&report.inputs, results, Bins});
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
