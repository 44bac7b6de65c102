// SPDX-License-Identifier: MIT
#include "activations/experiment.hpp"

#include <cmath>
#include <memory>

#include "common/numbers.hpp"
#include "picomlp/picomlp.hpp"

namespace activations {

namespace {

template <class T, class Activation>
using network =
    picomlp::basic_network<T, picomlp::input<units>, picomlp::dense<units, Activation>,
                           picomlp::dense<units, Activation>, picomlp::dense<units, Activation>,
                           picomlp::dense<units, Activation>, picomlp::dense<units, Activation>>;

/// randn(samples, 100), turned round: features x samples.
template <class T>
std::vector<T> drawn(uint32_t samples, picomlp::numpy_random_state& source) {
    std::vector<T> values(size_t{units} * samples);
    for (size_t s = 0; s < samples; ++s) {
        for (size_t f = 0; f < units; ++f) {
            values[f * samples + s] = static_cast<T>(source.normal());
        }
    }
    return values;
}

/// randn(100, 100) * standard_deviation.
template <class T>
void draw(picomlp::layer_view<T> layer, double standard_deviation,
          picomlp::numpy_random_state& source) {
    for (uint32_t in = 0; in < layer.inputs(); ++in) {
        for (uint32_t out = 0; out < layer.outputs(); ++out) {
            layer.weight(out, in) = static_cast<T>(source.normal() * standard_deviation);
        }
    }
    for (uint32_t out = 0; out < layer.outputs(); ++out) layer.bias(out) = T(0);
}

template <class T>
numbers numbers_of(const picomlp::layer_statistics<T>& of,
                   const picomlp::histogram<T, bins>& histogram) {
    return {of.mean,
            of.standard_deviation,
            of.signal_deviation,
            of.minimum,
            of.maximum,
            of.units * of.samples,
            of.zeros,
            of.saturated,
            of.dead_units,
            of.out_of_range,
            {std::begin(histogram.edges), std::end(histogram.edges)},
            {std::begin(histogram.counts), std::end(histogram.counts)}};
}

template <class T, class Activation>
void run_network(const settings& chosen, result& to) {
    using net = network<T, Activation>;
    static_assert(net::layer_count == layer_count);
    picomlp::numpy_random_state source(chosen.seed);
    const auto x = drawn<T>(chosen.samples, source);
    const auto w = std::make_unique<typename net::parameters>();
    for (uint32_t number = 1; number <= net::layer_count; ++number) {
        draw<T>(w->layer(number), to.weights.standard_deviation, source);
    }
    const auto y = drawn<T>(chosen.samples, source);

    using scratch = picomlp::study_scratch<net, picomlp::mean_squared_error, 64>;
    const auto room = std::make_unique<scratch>();
    const auto report = std::make_unique<picomlp::study_report<net, bins>>();
    to.status =
        picomlp::study(*w, *room, picomlp::sample_view<const T, units>(x.data(), chosen.samples),
                       picomlp::sample_view<const T, units>(y.data(), chosen.samples), *report);
    if (to.status != picomlp::status::ok) return;
    for (const auto& layer : report->layers) {
        to.layers.push_back({numbers_of(layer.activations, layer.activation_histogram),
                             numbers_of(layer.gradients, layer.gradient_histogram), layer.health});
    }
}

template <class Activation>
void run_activation(const settings& chosen, result& to) {
    if (chosen.number == precision::float_) {
        run_network<float, Activation>(chosen, to);
    } else {
        run_network<double, Activation>(chosen, to);
    }
}

}  // namespace

const char* name_of(activation which) {
    switch (which) {
        case activation::sigmoid:
            return "sigmoid";
        case activation::tanh:
            return "tanh";
        case activation::relu:
            return "relu";
    }
    return "unknown";
}

initializer initializer_named(const std::string& name) {
    if (name == "random") return {name, 10};
    if (name == "xavier") return {name, std::sqrt(1.0 / units)};
    if (name == "he") return {name, std::sqrt(2.0 / units)};
    return {"zeros", 0};
}

initializer with_deviation(double standard_deviation) {
    return {shortest(standard_deviation), standard_deviation};
}

std::vector<initializer> section6_initializers() {
    return {{"1", 1}, {"0.01", 0.01}, initializer_named("xavier"), initializer_named("he")};
}

result run(activation function, const initializer& weights, const settings& chosen) {
    result to;
    to.function = function;
    to.weights = weights;
    switch (function) {
        case activation::sigmoid:
            run_activation<picomlp::sigmoid>(chosen, to);
            break;
        case activation::tanh:
            run_activation<picomlp::hyperbolic_tangent>(chosen, to);
            break;
        case activation::relu:
            run_activation<picomlp::relu>(chosen, to);
            break;
    }
    return to;
}

}  // namespace activations
