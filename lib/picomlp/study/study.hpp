// What an initializer does to a network: its activations and gradients, layer by layer, in numbers,
// histograms and one word. On the chip as on the desk.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/sample_view.hpp"
#include "picomlp/study/histogram.hpp"
#include "picomlp/study/study_core.hpp"
#include "picomlp/trainer/training_tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What a study finds out about one layer.
template <class T, uint32_t Bins>
struct layer_study {
    layer_statistics<T> activations;
    layer_statistics<T> gradients;  ///< of each sample's own cost with respect to z
    histogram<T, Bins> activation_histogram;
    histogram<T, Bins> gradient_histogram;
    verdict health;
};

/// What a study finds out. layer[0] is the first dense layer.
template <class Network, uint32_t Bins = 30>
struct study_report {
    layer_statistics<typename Network::value_type> inputs;
    layer_study<typename Network::value_type, Bins> layer[Network::layer_count];
};

namespace detail {

template <class Network, class Loss>
struct study_tables;

template <class T, class Input, class... Layers, class Loss>
struct study_tables<basic_network<T, Input, Layers...>, Loss> {
    using network = basic_network<T, Input, Layers...>;
    using training = training_tables<network, Loss>;

    struct layer_limits {
        activation_limits entry[network::layer_count];
    };
    static constexpr layer_limits make_limits() {
        layer_limits made{{limits_of<typename Layers::activation>...}};
        if (training::takes_logits) made.entry[network::layer_count - 1] = {0, 0};
        return made;
    }
    static constexpr layer_limits limits = make_limits();
    static constexpr bool trained[network::layer_count] = {};

    static void evaluate(uint32_t outputs, uint32_t samples, rows<const T> prediction,
                         rows<const T> y, T /*scale*/, rows<T> delta, T* cost) {
        Loss::template evaluate<T>(outputs, samples, prediction, y, T(1), delta, cost);
    }
    static constexpr study_table<T> table() {
        return {{network::table(),
                 training::layers.entry,
                 {Loss::template check<T>, evaluate, training::takes_logits}},
                limits.entry,
                trained};
    }

    static constexpr size_t units() {
        size_t sum = network::inputs;
        for (uint32_t l = 1; l <= network::layer_count; ++l) sum += 2 * network::sizes[l];
        return sum;
    }
};

}  // namespace detail

/// All the memory that a study takes besides parameters, samples and report, for up to Samples
/// samples at a time; the size changes no result. Contents need no initial value.
template <class Network, class Loss, uint32_t Samples>
struct study_scratch {
    static_assert(Samples >= 1, "picomlp: a scratch holds at least one sample");
    using T = typename Network::value_type;
    using tables = detail::study_tables<Network, Loss>;

    T activations[size_t{tables::training::kept()} * Samples];
    T delta[size_t{2} * tables::training::widest() * Samples];
    T costs[Samples];
    T sums[Samples];
    T outputs[tables::training::takes_logits ? size_t{Network::outputs} * Samples : 1];
    statistics_in_two_passes<T> statistics[1 + 2 * Network::layer_count];
    T unit_means[tables::units()];
    uint8_t unit_alive[tables::units()];
};

/// Sends the samples of x, with targets y, forward and back through the network with parameters w,
/// twice, and reports each layer's activations and gradients. Nothing is trained. x and y are as in
/// trainer::step, any number of samples that keeps units x samples below 2^32 (too_many_samples);
/// the report has the same bits for every size of the scratch.
///
///     static study_scratch<net, binary_cross_entropy, 16> scratch;
///     static study_report<net> report;
///     const auto outcome = study(w, scratch, x, y, report);
///     puts(name_of(report.layer[0].health));
///
/// Gradients are those of a sample's own cost, so they do not depend on how many samples there are;
/// a training step averages them. The last layer's saturation is not counted when the loss is
/// computed from its logits: such gradients do not suffer from it. How to read the report:
/// layer_statistics.hpp, histogram.hpp, verdict.hpp. Parameters may be anything, also NaN.
///
/// status::no_samples, too_many_samples, not_finite_input, label_out_of_range or
/// mismatched_samples (different numbers of samples): the report is as it was.
template <class Network, class Loss, uint32_t Samples, uint32_t Bins, class XSamples,
          class YSamples>
status study(const parameters_of<Network>& w, study_scratch<Network, Loss, Samples>& scratch,
             const XSamples& x, const YSamples& y, study_report<Network, Bins>& report) {
    using T = typename Network::value_type;
    using tables = detail::study_tables<Network, Loss>;
    using x_view = decltype(samples_of(x));
    using y_view = decltype(samples_of(y));
    static_assert(x_view::features == Network::inputs,
                  "picomlp: study needs an x with as many rows as the network has inputs");
    static_assert(y_view::features == Network::outputs,
                  "picomlp: study needs a y with as many rows as the network has outputs");
    static_assert(holds<x_view, T>,
                  "picomlp: study needs an x of the numbers that the network computes with");
    static_assert(holds<y_view, T>,
                  "picomlp: study needs a y of the numbers that the network computes with");
    const auto from = view_as<sample_view<const T, Network::inputs>>::of(samples_of(x));
    const auto to = view_as<sample_view<const T, Network::outputs>>::of(samples_of(y));
    if (from.samples() != to.samples()) return status::mismatched_samples;
    layer_results<T> results[Network::layer_count];
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        auto& layer = report.layer[l];
        results[l] = {&layer.activations,
                      &layer.gradients,
                      &layer.health,
                      layer.activation_histogram.edges,
                      layer.activation_histogram.counts,
                      layer.gradient_histogram.edges,
                      layer.gradient_histogram.counts};
    }
    const study_workspace<T> workspace = {{scratch.activations, scratch.delta, scratch.costs,
                                           Samples, Samples, tables::training::widest()},
                                          scratch.sums,
                                          scratch.outputs,
                                          scratch.statistics,
                                          scratch.unit_means,
                                          scratch.unit_alive};
    return study_samples<T>(tables::table(), w.values, from.samples(), from.data(), to.data(),
                            workspace, {&report.inputs, results, Bins});
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
