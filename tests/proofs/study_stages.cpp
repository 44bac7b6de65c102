// SPDX-License-Identifier: MIT
// Studies: activations and gradients of networks, layer by layer, in numbers and histograms.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

template <class T>
void add_statistics(checksum& results, const layer_statistics<T>& of) {
    results.add(of.mean);
    results.add(of.standard_deviation);
    results.add(of.signal_deviation);
    results.add(of.minimum);
    results.add(of.maximum);
    const uint32_t counts[] = {of.units,
                               of.samples,
                               of.out_of_range,
                               of.zeros,
                               of.saturated,
                               of.dead_units,
                               static_cast<uint32_t>(of.alike)};
    for (const uint32_t count : counts) {
        results.add(count);
    }
}

template <class T, uint32_t Bins>
void add_histogram(checksum& results, const histogram<T, Bins>& of) {
    for (const T edge : of.edges) results.add(edge);
    for (const uint32_t count : of.counts) results.add(count);
}

template <class Network, class Loss, uint32_t Samples>
void add_study(checksum& results, const parameters_of<Network>& w) {
    using T = typename Network::value_type;
    const auto x = random_values<T>(size_t{Network::inputs} * Samples, 51);
    values<T> y(size_t{Network::outputs} * Samples);
    integers source(52);
    for (uint32_t s = 0; s < Samples; ++s) {
        const uint32_t label = source.next() % class_count(Network::outputs);
        for (uint32_t o = 0; o < Network::outputs; ++o) {
            y[size_t{o} * Samples + s] = Network::outputs == 1 ? T(label) : T(o == label);
        }
    }
    const on_heap<study_scratch<Network, Loss, 24>> scratch;
    const on_heap<study_report<Network, 12>> report;
    const auto outcome =
        study(w, *scratch, sample_view<const T, Network::inputs>(x.data(), Samples),
              sample_view<const T, Network::outputs>(y.data(), Samples), *report);
    results.add(static_cast<uint32_t>(outcome));
    add_statistics(results, report->inputs);
    for (const auto& layer : report->layers) {
        add_statistics(results, layer.activations);
        add_statistics(results, layer.gradients);
        add_histogram(results, layer.activation_histogram);
        add_histogram(results, layer.gradient_histogram);
        results.add(static_cast<uint32_t>(layer.health));
    }
}

/// Every activation that saturates, and some that do not.
template <class T>
using deep = basic_network<T, input<9>, dense<20, picomlp::hyperbolic_tangent>, dense<12, sigmoid>,
                           dense<16, hard_sigmoid>, dense<9, silu>, dense<4, softmax>>;
template <class T>
using yes_or_no = basic_network<T, input<9>, dense<20, relu>, dense<5, relu>, dense<1, sigmoid>>;

template <class T>
void study_initializers(checksum& results) {
    typename deep<T>::parameters w;
    const auto with = [&](const auto& initializer) {
        picomlp::xoshiro128pp bits(3);
        initialize(w, initializer, bits);
        add_study<deep<T>, softmax_cross_entropy, 70>(results, w);
        add_study<deep<T>, mean_squared_error, 70>(results, w);
    };
    with(xavier_normal{});
    with(he_uniform{});
    with(random_normal<T>{T(4)});
    with(constant<T>{T(0.125)});
}

template <class T>
void study_dead_units(checksum& results) {
    typename yes_or_no<T>::parameters w;
    picomlp::xoshiro128pp bits(3);
    initialize(w, he_normal{}, bits);
    for (uint32_t o = 0; o < 15; ++o) w.layer(1).bias(o) = T(-64);
    add_study<yes_or_no<T>, binary_cross_entropy, 50>(results, w);
    initialize(w, zeros{}, bits);
    add_study<yes_or_no<T>, binary_cross_entropy, 50>(results, w);
}

template <class T>
void histograms(checksum& results) {
    for (uint32_t seed = 61; seed < 71; ++seed) {
        const auto values = random_values<T>(300, seed, static_cast<int>(seed % 5) * 8 - 16);
        histogram<T, 30> found;
        results.add(static_cast<uint32_t>(histogram_of(300, values.data(), found)));
        add_histogram(results, found);
    }
}

}  // namespace

stage_list study_stages() {
    static constexpr stage all[] = {
        {"histograms.float", range::normal, histograms<float>},
        {"histograms.double", range::normal, histograms<double>},
        {"study_initializers.float", range::subnormal, unless_small<study_initializers<float>>},
        {"study_initializers.double", range::normal, unless_small<study_initializers<double>>},
        {"study_dead_units.float", range::normal, unless_small<study_dead_units<float>>},
        {"study_dead_units.double", range::normal, unless_small<study_dead_units<double>>},
    };
    return all;
}

}  // namespace testing
